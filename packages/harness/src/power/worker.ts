import { type Outcome, outcomeOf, type Task } from './tasks.js';

/** Runs in a worker thread: a part of the study. */
export default function runTask(task: Task): Promise<Outcome> {
  return outcomeOf(task);
}
