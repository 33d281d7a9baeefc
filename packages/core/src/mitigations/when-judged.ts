/** `use` of a judgement: now where the judge answers at once, so that such a system never waits; else when it is there. */
export function whenJudged<Judgement, Result>(
  judged: Judgement | Promise<Judgement>,
  use: (judgement: Judgement) => Result | Promise<Result>,
): Result | Promise<Result> {
  return judged instanceof Promise ? judged.then(use) : use(judged);
}
