import type { NamedNumbers, Program } from '@collapse-bench/tensor';
import { type Autoencoder, latentsOf } from '../model/autoencoder.js';
import { networks } from './networks.js';
import { decodeProgram, elboProgram, encodeProgram, imageLossesProgram, type ProgramShape } from './programs.js';

/** What the shelf of compiled programs is asked for. */
export interface ReadyProgram {
  readonly key: string;
  make(): Program;
  readonly state: NamedNumbers;
}

/** `encodeProgram` of these parameters. */
export function encoderOf({ network, parameters }: Autoencoder, batch: number): ReadyProgram {
  const shape = { network, latents: latentsOf(parameters), batch };
  const names = Object.keys(networks[network].encoder(shape.latents));
  return { key: keyOf('encode', shape), make: () => encodeProgram(shape), state: pick(parameters, names) };
}

/** `decodeProgram` of these parameters. */
export function decoderOf({ network, parameters }: Autoencoder, batch: number): ReadyProgram {
  const shape = { network, latents: latentsOf(parameters), batch };
  const names = Object.keys(networks[network].decoder(shape.latents));
  return { key: keyOf('decode', shape), make: () => decodeProgram(shape), state: pick(parameters, names) };
}

/** `elboProgram` of these parameters. */
export function boundOf({ network, parameters }: Autoencoder, batch: number): ReadyProgram {
  const shape = { network, latents: latentsOf(parameters), batch };
  const state = Object.fromEntries(Object.entries(parameters).map(([name, numbers]) => [`parameters/${name}`, numbers]));
  return { key: keyOf('elbo', shape), make: () => elboProgram(shape), state };
}

/** `imageLossesProgram` of these parameters. */
export function imageLossesOf({ network, parameters }: Autoencoder, batch: number): ReadyProgram {
  const shape = { network, latents: latentsOf(parameters), batch };
  return { key: keyOf('image-losses', shape), make: () => imageLossesProgram(shape), state: parameters };
}

const keyOf = (what: string, { network, latents, batch }: ProgramShape): string => `${what}/${network}/${latents}/${batch}`;

const pick = (parameters: Autoencoder['parameters'], names: readonly string[]): NamedNumbers =>
  Object.fromEntries(names.map((name) => [name, parameters[name]]));
