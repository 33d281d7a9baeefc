import type { AnySystem, Host, SystemInstance } from '@collapse-bench/core';
import type { LoadedScenario } from '../scenario/load.js';

/** The scenario's system with all that it loads, trained by the engine that was asked for. */
export async function readyInstance(
  { scenario, engine }: LoadedScenario,
  system: AnySystem,
  host: Host,
): Promise<SystemInstance<any, any, any>> {
  if (engine !== undefined) (await import('@collapse-bench/tensor')).useEngine(engine);
  await system.load?.(scenario.system, host);
  return system.create(scenario.system);
}
