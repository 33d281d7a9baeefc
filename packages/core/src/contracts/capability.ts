import type { SystemInstance } from './system.js';

/** What a mitigation may need of a system beyond fitting and sampling. */
export type Capability =
  | 'subset'
  | 'pick'
  | 'weighted'
  | 'temperature'
  | 'top-p'
  | 'reward'
  | 'correct'
  | 'surprise'
  | 'detector';

/** Whether a system, made ready by its options, can do it. */
export function isCapable({ space, model, scorer }: SystemInstance<any, any, any>, capability: Capability): boolean {
  switch (capability) {
    case 'subset':
    case 'pick':
    case 'weighted':
      return space[capability] !== undefined;
    case 'temperature':
    case 'top-p':
      return model.sampling?.includes(capability) === true;
    default:
      return scorer?.[capability] !== undefined;
  }
}
