import type { OperationName } from '../../../src/ir/operations/attributes.ts';

/** What is not a number stays so: a comparison with it is false on every device, and a device may take it for absent. */
const NOT_A_NUMBER = `fn notANumber(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u;
}`;

/** Functions that expressions may call, in the order in which they can be declared. */
export const WGSL_FUNCTIONS: Readonly<Record<string, string>> = {
  notANumber: NOT_A_NUMBER,
  atLeast: `fn atLeast(a: f32, b: f32) -> f32 {
  return select(select(max(a, b), b, notANumber(b)), a, notANumber(a));
}`,
  atMost: `fn atMost(a: f32, b: f32) -> f32 {
  return select(select(min(a, b), b, notANumber(b)), a, notANumber(a));
}`,
  stepAt0: `fn stepAt0(x: f32) -> f32 {
  return select(f32(x > 0f), x, notANumber(x));
}`,
  // the built-in one overflows for large arguments on some devices
  tanhSafe: `fn tanhSafe(x: f32) -> f32 {
  let e = exp(-2f * abs(x));
  return sign(x) * (1f - e) / (1f + e);
}`,
  // Abramowitz and Stegun 7.1.26, as tfjs has it
  erf: `fn erf(x: f32) -> f32 {
  let t = 1f / (1f + 0.3275911f * abs(x));
  let series = ((((1.061405429f * t - 1.453152027f) * t + 1.421413741f) * t - 0.284496736f) * t + 0.254829592f) * t;
  return sign(x) * (1f - series * exp(-x * x));
}`,
  power: `fn power(a: f32, b: f32) -> f32 {
  let magnitude = pow(abs(a), b);
  let odd = round(abs(b) % 2f) == 1f;
  // a root of a negative number is none
  let real = select(select(magnitude, sign(a) * magnitude, odd), sqrt(a), a < 0f && floor(b) < b);
  return select(real, 1f, b == 0f);
}`,
};

type Write = (...operands: string[]) => string;

const call =
  (name: string): Write =>
  (...operands) =>
    `${name}(${operands.join(', ')})`;
const infix =
  (sign: string): Write =>
  (a, b) =>
    `(${a!} ${sign} ${b!})`;

/** Operations that look at one element of each operand, as WGSL expressions of float32. */
export const ELEMENTWISE_WGSL: Readonly<Partial<Record<OperationName, Write>>> = {
  neg: (x) => `(-${x!})`,
  exp: call('exp'),
  log: call('log'),
  log1p: (x) => `log(1f + ${x!})`,
  sqrt: call('sqrt'),
  rsqrt: call('inverseSqrt'),
  reciprocal: (x) => `(1f / ${x!})`,
  square: (x) => `(${x!} * ${x!})`,
  abs: call('abs'),
  sign: call('sign'),
  floor: call('floor'),
  relu: (x) => `select(${x!}, 0f, ${x!} < 0f)`,
  step: call('stepAt0'),
  sigmoid: (x) => `(1f / (1f + exp(-${x!})))`,
  tanh: call('tanhSafe'),
  erf: call('erf'),
  sin: call('sin'),
  cos: call('cos'),
  add: infix('+'),
  sub: infix('-'),
  mul: infix('*'),
  div: infix('/'),
  maximum: call('atLeast'),
  minimum: call('atMost'),
  pow: call('power'),
};

/** Those that give float32 for operands of either type, which are alike. */
export const COMPARISON_WGSL: Readonly<Partial<Record<OperationName, Write>>> = {
  greater: (a, b) => `f32(${a!} > ${b!})`,
  equal: (a, b) => `f32(${a!} == ${b!})`,
};
