// AssemblyScript source of the bulk normal kernel: xoshiro128++ and the ziggurat of `src/random/normal.ts`, draw by draw
// and operation by operation, so that both give the same bits. `build-normal-kernel.mjs` compiles it. WebAssembly has
// IEEE doubles and no fused multiply-add outside relaxed SIMD, which is not used here.
//
// One 64 KiB page holds everything, at these byte offsets (kept equal to KERNEL_LAYOUT in `src/random/normal-kernel-host.ts`).
const STATE: usize = 0; // u32[4]: the generator's words
const EDGE: usize = 64; // f64[257]: right edges of the layers
const SCALE: usize = 2176; // f64[256]: edge / 2^53
const DENSITY: usize = 4288; // f64[257]: exp(-x^2 / 2) at the edges
const OUT: usize = 8192; // f64[4096]: the deviates

// From the host, so that the rare branches have special.ts's own bits.
declare function exp(x: f64): f64;
declare function ln(x: f64): f64;

let s0: u32 = 0;
let s1: u32 = 0;
let s2: u32 = 0;
let s3: u32 = 0;

function nextUint32(): u32 {
  const result = rotl<u32>(s0 + s3, 7) + s0;
  const t = s1 << 9;
  s2 ^= s0;
  s3 ^= s1;
  s1 ^= s2;
  s0 ^= s3;
  s2 ^= t;
  s3 = rotl<u32>(s3, 11);
  return result;
}

function uniform(): f64 {
  const high = nextUint32() >> 5;
  const low = nextUint32() >> 6;
  return (f64(high) * 67108864.0 + f64(low)) * 1.1102230246251565e-16;
}

function openUniform(): f64 {
  const high = nextUint32() >> 6;
  const low = nextUint32() >> 6;
  return (f64(high) * 67108864.0 + f64(low) + 0.5) * 2.220446049250313e-16;
}

function tail(): f64 {
  const r = load<f64>(EDGE + 8);
  while (true) {
    const x = -ln(openUniform()) / r;
    const y = -ln(openUniform());
    if (y + y > x * x) return r + x;
  }
}

/** Writes `count` <= 4096 deviates mean + standardDeviation z to OUT and the state back to STATE. */
export function fill(count: i32, mean: f64, standardDeviation: f64): void {
  let a0 = load<u32>(STATE);
  let a1 = load<u32>(STATE + 4);
  let a2 = load<u32>(STATE + 8);
  let a3 = load<u32>(STATE + 12);
  const end = OUT + ((<usize>count) << 3);
  let at: usize = OUT;
  while (at < end) {
    // The state lives in locals on the common path, in globals on the rare one.
    const low = rotl<u32>(a0 + a3, 7) + a0;
    let t = a1 << 9;
    a2 ^= a0;
    a3 ^= a1;
    a1 ^= a2;
    a0 ^= a3;
    a2 ^= t;
    a3 = rotl<u32>(a3, 11);
    const high = rotl<u32>(a0 + a3, 7) + a0;
    t = a1 << 9;
    a2 ^= a0;
    a3 ^= a1;
    a1 ^= a2;
    a0 ^= a3;
    a2 ^= t;
    a3 = rotl<u32>(a3, 11);

    const layer = (<usize>(low & 255)) << 3;
    const mantissa = (<i64>(((<u64>high) << 32) | <u64>low) >> 10) | 1;
    let x = f64(mantissa) * load<f64>(SCALE + layer);
    if (abs(x) >= load<f64>(EDGE + 8 + layer)) {
      s0 = a0;
      s1 = a1;
      s2 = a2;
      s3 = a3;
      let accepted = true;
      if (layer === 0) {
        const magnitude = tail();
        x = x < 0 ? -magnitude : magnitude;
      } else {
        const outer = load<f64>(DENSITY + layer);
        const inner = load<f64>(DENSITY + 8 + layer);
        accepted = outer + uniform() * (inner - outer) < exp(-0.5 * x * x);
      }
      a0 = s0;
      a1 = s1;
      a2 = s2;
      a3 = s3;
      if (!accepted) continue;
    }
    store<f64>(at, mean + standardDeviation * x);
    at += 8;
  }
  store<u32>(STATE, a0);
  store<u32>(STATE + 4, a1);
  store<u32>(STATE + 8, a2);
  store<u32>(STATE + 12, a3);
}
