import { type MetricContext, type PictureDefinition, streamAt, streamKey } from '@collapse-bench/core';
import type { LoadedScenario } from '../scenario/load.js';
import { pictureSvg } from './picture-svg.js';
import type { Shown } from './shown.js';

/** A finished picture. */
export interface PictureFile {
  /** Such as `samples.svg`. */
  readonly name: string;
  readonly text: string;
}

/** The one replicate whose models are drawn. */
export const DRAWN_REPLICATE = 0;

/** What was seen of each picture, by its id: plain data. */
export type DrawnSoFar = Readonly<Record<string, { readonly begun: boolean; readonly shown: readonly Shown[] }>>;

export interface PictureDrawing {
  /** Draws what wants to see this generation; called in the order of time. */
  see(context: MetricContext<any, any>): Promise<void>;
  /** For another drawing to go on from. */
  soFar(): DrawnSoFar;
  finished(): PictureFile[];
}

export function pictureName({ id }: Pick<PictureDefinition<unknown, unknown>, 'id'>): string {
  return `${id}.svg`;
}

/**
 * Draws pictures while generations go by, each on a stream of its own that starts alike at every generation.
 *
 * @param before what another drawing of the same pictures has seen already
 */
export function drawPictures(
  definitions: readonly PictureDefinition<any, any>[],
  { id, scenario, observed }: LoadedScenario,
  before: DrawnSoFar = {},
): PictureDrawing {
  const drawings = definitions.map((definition) => {
    const key = streamKey(scenario.seed, `replicate=${DRAWN_REPLICATE}/picture=${definition.id}`);
    return {
      definition,
      wanted: new Set(definition.generations(observed)),
      rng: () => streamAt(key, 0),
      shown: [...(before[definition.id]?.shown ?? [])],
      begun: before[definition.id]?.begun ?? false,
    };
  });
  return {
    see: async (context) => {
      for (const drawing of drawings) {
        const { definition, shown, rng } = drawing;
        if (!drawing.wanted.has(context.generation)) continue;
        if (!drawing.begun) {
          drawing.begun = true;
          const { first, truth, original, real } = context;
          const reality = await definition.drawReal?.({ first, truth, original, real }, rng());
          if (reality !== undefined) shown.push({ caption: 'real', real: true, picture: reality });
        }
        const picture = await definition.draw(context, rng());
        if (picture !== undefined) shown.push({ caption: `generation ${context.generation}`, real: false, picture });
      }
    },
    soFar: () =>
      Object.fromEntries(drawings.map(({ definition, begun, shown }) => [definition.id, { begun, shown: [...shown] }])),
    finished: () =>
      drawings
        .filter(({ shown }) => shown.some(({ real }) => !real))
        .map(({ definition, shown }) => {
          const subtitle = `${id}, replicate ${DRAWN_REPLICATE}, seed ${scenario.seed}`;
          return { name: pictureName(definition), text: pictureSvg({ title: definition.title, subtitle }, shown) };
        }),
  };
}
