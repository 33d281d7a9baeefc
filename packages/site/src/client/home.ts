import type { DemoData } from '../home/demo-data.js';
import { gaussianMarks, mixtureMarks } from '../home/views.js';

interface View {
  readonly frames: number;
  /** Shows a frame and says what is to be seen. */
  show(frame: number): string;
  /** Where a frame lies on the generations' axis, 0 to 1. */
  place(frame: number): number;
}

const FRAME_MILLISECONDS = 140;

const data = (globalThis as { collapseDemo?: DemoData }).collapseDemo;
if (data !== undefined) {
  for (const section of document.querySelectorAll<HTMLElement>('[data-demo]')) {
    const view = viewOf(section, data);
    if (view !== undefined) play(section, view);
  }
}

function viewOf(section: HTMLElement, { gaussian, mixture, digits }: DemoData): View | undefined {
  const marks = section.querySelector('[data-marks]');
  const last = (frames: readonly { generation: number }[]) => frames[frames.length - 1].generation;
  switch (section.dataset.demo) {
    case 'gaussian':
      return {
        frames: gaussian.length,
        place: (i) => gaussian[i].generation / last(gaussian),
        show: (i) => {
          const frame = gaussian[i];
          marks!.innerHTML = gaussianMarks(frame);
          return `Generation ${frame.generation}: mean ${short(frame.mean)}, standard deviation ${short(frame.sd)}`;
        },
      };
    case 'mixture':
      return {
        frames: mixture.length,
        place: (i) => mixture[i].generation / last(mixture),
        show: (i) => {
          const frame = mixture[i];
          marks!.innerHTML = mixtureMarks(frame);
          return `Generation ${frame.generation}: ${2 * frame.covered} of 2 modes still covered`;
        },
      };
    case 'digits': {
      const image = section.querySelector<HTMLElement>('[data-sheet] img')!;
      return {
        frames: digits.length,
        place: (i) => i / (digits.length - 1),
        show: (i) => {
          image.style.transform = `translateY(${(-100 * i) / digits.length}%)`;
          const { caption, frechetDistance } = digits[i];
          return frechetDistance === null
            ? 'Real digits: what the first model is trained on'
            : `${caption.charAt(0).toUpperCase()}${caption.slice(1)}: Frechet distance to real digits ${short(frechetDistance)}`;
        },
      };
    }
    default:
      return undefined;
  }
}

function play(section: HTMLElement, view: View): void {
  const control = section.querySelector<HTMLElement>('.control')!;
  const slider = section.querySelector<HTMLInputElement>('input[type=range]')!;
  const readout = section.querySelector<HTMLElement>('[data-readout]')!;
  const button = section.querySelector<HTMLButtonElement>('[data-play]')!;
  const marker = markerOf(section);
  let timer: ReturnType<typeof setInterval> | undefined;
  const show = (frame: number) => {
    const text = view.show(frame);
    readout.textContent = text;
    slider.setAttribute('aria-valuetext', text);
    marker?.(view.place(frame));
  };
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
    button.textContent = 'Play';
    // What changes seven times a second is not to be read out.
    readout.setAttribute('aria-live', 'polite');
  };
  slider.addEventListener('input', () => {
    stop();
    show(slider.valueAsNumber);
  });
  button.addEventListener('click', () => {
    if (timer !== undefined) return stop();
    if (slider.valueAsNumber === view.frames - 1) slider.value = '0';
    button.textContent = 'Stop';
    readout.setAttribute('aria-live', 'off');
    timer = setInterval(() => {
      slider.value = String(slider.valueAsNumber + 1);
      show(slider.valueAsNumber);
      if (slider.valueAsNumber === view.frames - 1) stop();
    }, FRAME_MILLISECONDS);
  });
  // Browsers keep what a slider had before a reload.
  slider.value = '0';
  show(0);
  control.hidden = false;
}

/** A line across the chart beside the picture, at the generation that is shown. */
function markerOf(section: HTMLElement): ((place: number) => void) | undefined {
  const chart = section.querySelector<SVGSVGElement>('svg.plot');
  if (chart === null) return undefined;
  const { width, height } = chart.viewBox.baseVal;
  const [left, right, bottom] = [56, 20, 44];
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'line');
  line.setAttribute('class', 'marker');
  line.setAttribute('y1', '14');
  line.setAttribute('y2', String(height - bottom));
  chart.append(line);
  return (place) => {
    const x = String(left + place * (width - left - right));
    line.setAttribute('x1', x);
    line.setAttribute('x2', x);
  };
}

function short(value: number): string {
  return String(Number(value.toPrecision(3))).replace('-', '−');
}
