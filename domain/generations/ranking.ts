import type { Image } from './inventory';

/** Images of one server that count against each other. */
export interface Line {
  /** The instance that they were made of, where one is known. */
  readonly source: string | undefined;
  /** The newest first; all available, all of a known age. */
  readonly images: readonly Image[];
}

/** An image of a server, and where its content comes from. */
export interface Sourced {
  readonly image: Image;
  /** The instance that it was made of. */
  readonly source: string | undefined;
  /** The image that it is a copy of. */
  readonly copyOf: string | undefined;
}

/**
 * Why an image is no generation, or undefined when it is: a pending, failed or copied one must not push a good one out. A
 * copy repeats the content of a generation, or has content of an unknown age: either way it neither counts nor goes.
 */
export function notAGeneration({ image: { state, createdAt }, copyOf }: Sourced): string | undefined {
  if (state !== 'available') return `it is ${state}: only available images count as generations`;
  if (copyOf !== undefined) return `it is a copy of ${copyOf}: copies do not count as generations`;
  return secondOf(createdAt) === undefined ? 'EC2 does not say when it was created' : undefined;
}

/**
 * The generations of a server. Without an instance id two instances of the same name cannot be told apart by the event:
 * each then has a line of its own, so that neither loses its last image to the other. Images whose instance is not known
 * join the only line there is.
 */
export function linesOf(sourced: readonly Sourced[], instanceId: string | undefined): Line[] {
  if (instanceId !== undefined) return [lineOf(instanceId, sourced)];
  const sources = [...new Set(sourced.flatMap(({ source }) => source ?? []))];
  if (sources.length < 2) return [lineOf(sources[0], sourced)];
  return [...sources, undefined].map((of) =>
    lineOf(
      of,
      sourced.filter(({ source }) => source === of),
    ),
  );
}

function lineOf(source: string | undefined, sourced: readonly Sourced[]): Line {
  const generations = sourced.filter((one) => notAGeneration(one) === undefined).map(({ image }) => image);
  return { source, images: generations.toSorted(newestFirst) };
}

/** Names end with the time; ids only settle what nothing else does, always in the same way. */
function newestFirst(a: Image, b: Image): number {
  return (
    Date.parse(b.createdAt ?? '') - Date.parse(a.createdAt ?? '') ||
    compareTexts(b.name, a.name) ||
    compareTexts(b.id, a.id)
  );
}

/** Without a locale, which differs from machine to machine. */
function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** In whole seconds since 1970: images and snapshots do not tell the time in the same precision. */
export function secondOf(time: string | undefined): number | undefined {
  const milliseconds = Date.parse(time ?? '');
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
}
