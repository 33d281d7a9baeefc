import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** By the numbers that the PCI standard gave them. */
const VENDORS: Readonly<Record<string, string>> = { '0x1002': 'AMD', '0x10de': 'NVIDIA', '0x8086': 'Intel', '0x106b': 'Apple' };
const LIMIT_MS = 10_000;

/**
 * The graphics cards of this machine, where an engine is one that computes on them: as NVIDIA's driver names them, others by
 * their PCI numbers on Linux, or the driver that the Vulkan loader is told to use, which may stand for none. ONNX Runtime does not
 * say which of several it took.
 *
 * @param environment holds PATH and what the Vulkan loader reads
 * @param devices where Linux lists its graphics cards
 * @returns undefined for other engines, and where nobody names a card
 */
export function gpuName(
  engine: string | undefined,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  devices = '/sys/class/drm',
): string | undefined {
  if (engine !== 'onnx:webgpu' && engine !== 'onnx:cuda') return undefined;
  const drivers = environment.VK_DRIVER_FILES || environment.VK_ICD_FILENAMES;
  if (engine === 'onnx:webgpu' && drivers) {
    return `Vulkan driver ${drivers
      .split(path.delimiter)
      .map((file) => path.basename(file))
      .join(', ')}`;
  }
  const cards = [...nvidiaCards(environment), ...(engine === 'onnx:webgpu' ? otherCards(devices) : [])];
  return cards.length === 0 ? undefined : cards.join(', ');
}

function nvidiaCards(env: Readonly<Record<string, string | undefined>>): string[] {
  try {
    const names = execFileSync('nvidia-smi', ['--query-gpu=name', '--format=csv,noheader'], {
      env: { ...env },
      encoding: 'utf8',
      timeout: LIMIT_MS,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return names
      .split('\n')
      .map((name) => name.trim())
      .filter((name) => name !== '');
  } catch {
    return [];
  }
}

/** Cards of other makers; NVIDIA's have names of their own. */
function otherCards(devices: string): string[] {
  try {
    const cards = readdirSync(devices)
      .filter((name) => /^card\d+$/.test(name))
      .sort();
    return cards.flatMap((card) => {
      const [vendor, device] = ['vendor', 'device'].map((file) =>
        readFileSync(path.join(devices, card, 'device', file), 'utf8').trim(),
      );
      return VENDORS[vendor] === 'NVIDIA' ? [] : [`${VENDORS[vendor] ?? vendor} ${device}`];
    });
  } catch {
    return [];
  }
}
