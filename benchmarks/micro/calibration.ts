import { type MicroBench, sink } from './micro-bench.js';

/**
 * Three kernels that never change. The machine's speed is what they take, and everything else is measured against them
 * in the same run, so that a slower or busier machine does not look like slower code.
 */
export function calibrationKernels(): MicroBench[] {
  const numbers = Float64Array.from({ length: 2048 }, (_, i) => 1 + i / 4096);
  const source = new Float64Array(1 << 21);
  const target = new Float64Array(1 << 21);
  return [
    {
      id: 'calibration/arithmetic',
      unit: 'multiply-adds',
      work: 40 * numbers.length,
      bound: 'arithmetic',
      run: () => {
        let sum = 0;
        for (let round = 0; round < 40; round++) {
          let x = 0.5;
          for (let i = 0; i < numbers.length; i++) x = x * 0.75 + numbers[i];
          sum += x;
        }
        sink.value = sum;
      },
    },
    {
      id: 'calibration/memory',
      unit: 'bytes',
      work: 16 * source.length,
      bound: 'memory',
      run: () => {
        target.set(source);
        sink.value = target[source.length >> 1];
      },
    },
    {
      id: 'calibration/allocation',
      unit: 'objects',
      work: 4000,
      bound: 'allocation',
      run: () => {
        const kept: { readonly values: Float64Array }[] = [];
        for (let i = 0; i < 2000; i++) kept.push({ values: new Float64Array(4) });
        sink.value = kept[kept.length - 1].values.length;
      },
    },
  ];
}
