import type { Image } from './inventory';

/** The generations of one server. */
export interface Line {
  /** Their source instance, if known. */
  readonly source: string | undefined;
  /** Newest first; all are available and have a creation date. */
  readonly images: readonly Image[];
}

/** An image of a server, and where its content comes from. */
export interface Sourced {
  readonly image: Image;
  /** The source instance. */
  readonly source: string | undefined;
  /** The image that it is a copy of. */
  readonly copyOf: string | undefined;
}

/**
 * Why an image is not a generation, or undefined when it is: a pending, failed or copied image must not displace a good
 * one. A copy repeats the content of a generation, or its content has an unknown date: it neither counts nor is deleted.
 */
export function notAGeneration({ image: { state, createdAt }, copyOf }: Sourced): string | undefined {
  if (state !== 'available') return `it is ${state}: only available images count as generations`;
  if (copyOf !== undefined) return `it is a copy of ${copyOf}: copies do not count as generations`;
  return secondOf(createdAt) === undefined ? 'EC2 does not report when it was created' : undefined;
}

/**
 * The generations of a server. Without an instance ID, the event does not distinguish two instances with the same name:
 * each then gets its own series, so that neither loses its last image because of the other. Images of an unknown instance
 * join the only series.
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

/** Names end with the time. IDs make the order deterministic. */
function newestFirst(a: Image, b: Image): number {
  return (
    Date.parse(b.createdAt ?? '') - Date.parse(a.createdAt ?? '') ||
    compareTexts(b.name, a.name) ||
    compareTexts(b.id, a.id)
  );
}

/** Independent of the locale. */
function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** In whole seconds since 1970: the times of images and snapshots differ in precision. */
export function secondOf(time: string | undefined): number | undefined {
  const milliseconds = Date.parse(time ?? '');
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
}
