/**
 * The states of a recursion by their number, 1 being the first. States asked for are kept, and a walk goes on from the
 * nearest one below: many generations, asked in any order, cost hardly more than the last of them.
 *
 * @param next the state after `step`, given that state; must not change it
 * @returns the state at a step; it throws RangeError for anything but a positive integer
 */
export function walk<State>(first: State, next: (state: State, step: number) => State): (step: number) => State {
  const steps = [1];
  const states = [first];
  return (step) => {
    if (!Number.isInteger(step) || step < 1) throw new RangeError(`walk: expected a positive integer, found ${step}`);
    let nearest = steps.length - 1;
    while (steps[nearest] > step) nearest--;
    if (steps[nearest] === step) return states[nearest];
    let state = states[nearest];
    for (let at = steps[nearest]; at < step; at++) state = next(state, at);
    steps.splice(nearest + 1, 0, step);
    states.splice(nearest + 1, 0, state);
    return state;
  };
}
