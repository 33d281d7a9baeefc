import { streamAt, streamKey } from '@collapse-bench/core';
import { numberOfParameters } from '@collapse-bench/tensor';
import { describe, expect, test } from 'vitest';
import { latentsOf } from '../model/autoencoder.js';
import { networks } from './networks.js';
import { firstParameters, parametersFor } from './programs.js';

const LATENTS = 20;

describe('networks', () => {
  test('the convolutional one has the 647,081 parameters of the released code', () => {
    expect(numberOfParameters(parametersFor({ network: 'conv', latents: LATENTS }))).toBe(647_081);
  });

  test.each(['mlp', 'conv'] as const)('%s: encoder and decoder share no name, and the latents are found again', (network) => {
    const encoder = Object.keys(networks[network].encoder(7));
    const decoder = Object.keys(networks[network].decoder(7));
    expect(new Set([...encoder, ...decoder]).size).toBe(encoder.length + decoder.length);
    expect(latentsOf(firstParameters({ network, latents: 7 }, streamAt(streamKey(1, 'networks'), 0)))).toBe(7);
  });
});
