import * as tf from '@tensorflow/tfjs';
import { onnx } from '../src/engines/onnx.js';
import type { Program, Tensors } from '../src/program/program.js';
const [B, D, H, Z] = [128, 784, 400, 20];
const shapes: [string, number[]][] = [['w0',[D,H]],['b0',[H]],['wm',[H,Z]],['bm',[Z]],['wv',[H,Z]],['bv',[Z]],['w1',[Z,H]],['b1',[H]],['w2',[H,D]],['b2',[D]]];
const bce = tf.customGrad((l: any, x: any, save: any) => { save([l, x]);
  return { value: tf.relu(l).sub(l.mul(x)).add(tf.softplus(tf.neg(tf.abs(l)))), gradFunc: (dy: any, [l, x]: any) => [dy.mul(tf.sigmoid(l).sub(x)), dy] } as any; });
const loss = (P: any, x: tf.Tensor, eps: tf.Tensor) => {
  const h = tf.relu(tf.matMul(x as any, P.w0).add(P.b0));
  const mu = tf.matMul(h as any, P.wm).add(P.bm), lv = tf.matMul(h as any, P.wv).add(P.bv);
  const z = mu.add(eps.mul(tf.exp(lv.mul(0.5))));
  const g = tf.relu(tf.matMul(z as any, P.w1).add(P.b1));
  const l = tf.matMul(g as any, P.w2).add(P.b2);
  const kl = tf.sum(tf.exp(lv).add(mu.square()).sub(1).sub(lv)).mul(0.5);
  return tf.sum(bce(l, x)).add(kl).div(B) as tf.Scalar;
};

const program: Program = {
  state: Object.fromEntries(shapes.flatMap(([n, shape]) => ['', 'm.', 'v.'].map((p) => [p + n, { shape, type: 'float32' as const }]))),
  inputs: { x: { shape: [B, D], type: 'float32' }, eps: { shape: [B, Z], type: 'float32' }, a: { shape: [], type: 'float32' }, e: { shape: [], type: 'float32' } },
  step(state: Tensors, { x, eps, a, e }: Tensors) {
    const { value, grads } = tf.valueAndGrads((...ps: tf.Tensor[]) => loss(Object.fromEntries(shapes.map(([n], i) => [n, ps[i]])), x, eps))(shapes.map(([n]) => state[n]));
    const next: Record<string, tf.Tensor> = {};
    shapes.forEach(([n], i) => {
      const g = grads[i];
      const m = state['m.' + n].mul(0.9).add(g);
      const v = state['v.' + n].mul(0.999).add(g.square());
      next['m.' + n] = m; next['v.' + n] = v;
      next[n] = state[n].sub(m.mul(a).div(tf.sqrt(v).add(e)));
    });
    return { state: next, outputs: { loss: value } };
  },
};
const threads = +(process.argv[3] ?? 1);
const init: Record<string, Float32Array> = {};
let s = 1; const rnd = () => { s = (s * 1103515245 + 12345) & 0x7fffffff; return s / 0x7fffffff; };
for (const [n, sh] of shapes) { const k = sh.reduce((a, b) => a * b, 1); init[n] = Float32Array.from({ length: k }, () => sh.length > 1 ? (rnd() - 0.5) * 0.1 : 0); init['m.' + n] = new Float32Array(k); init['v.' + n] = new Float32Array(k); }
let t0 = performance.now();
const c = await onnx.compile(program, init, { threads, stepsPerCall: 1 });
console.log('compile ms', performance.now() - t0);
const x = Float32Array.from({ length: B * D }, rnd), eps = Float32Array.from({ length: B * Z }, rnd);
const one = (i: number) => c.run({ x, eps, a: Float32Array.of(1e-3 * (1 - .9) / (1 - .9 ** i) * Math.sqrt(1 - .999 ** i) / Math.sqrt(1 - .999)), e: Float32Array.of(1e-8) });
for (let i = 1; i <= 10; i++) { const r = await one(i); if (i < 4) console.log(r.loss[0]); }
t0 = performance.now(); const N = 100; for (let i = 0; i < N; i++) await one(i + 11);
console.log('ms/step', (performance.now() - t0) / N);
