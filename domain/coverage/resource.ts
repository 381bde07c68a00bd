import { defined } from '../defined';

/** Where a fact about a resource comes from. */
export const SOURCES = ['protected', 'tagged', 'described', 'config', 'images'] as const;
export type SourceName = (typeof SOURCES)[number];

/** What one source knows of a resource. */
export interface FoundResource {
  readonly arn: string;
  /** As AWS Backup names it, or the name of a type that it does not support. */
  readonly type: string;
  readonly name?: string | undefined;
  /** As its service names it, such as `stopped`. */
  readonly state?: string | undefined;
  /** Undefined if the source does not list tags. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** When AWS Backup or the SSM backup last backed it up, as ISO instant. */
  readonly lastBackup?: string | undefined;
  readonly createdAt?: string | undefined;
  /** The ARN of the instance whose backups contain it: of an attached volume. */
  readonly attachedTo?: string | undefined;
}

/** A resource, with what all sources together know of it. */
export interface Resource extends FoundResource {
  readonly account: string;
  readonly region: string;
  readonly sources: readonly SourceName[];
}

export interface Place {
  readonly account: string;
  readonly region: string;
}

/**
 * Puts together what several sources found in one account and region, sorted by ARN.
 * @param found by source. Of what several sources know, the one that comes last counts, and the latest backup
 * @param options.tagsListed whether all tagged resources are listed: then, any other resource has no tags
 */
export function mergeFound(
  place: Place,
  found: readonly (readonly [SourceName, readonly FoundResource[]])[],
  { tagsListed }: { readonly tagsListed: boolean },
): Resource[] {
  const merged = new Map<string, Resource>();
  for (const [source, resources] of found) {
    for (const resource of resources) {
      const known = merged.get(resource.arn);
      const sources = known?.sources ?? [];
      merged.set(resource.arn, {
        ...known,
        // A source that does not know a property must not hide what another one knows.
        ...defined(resource),
        ...place,
        ...latestBackup(known, resource),
        sources: sources.includes(source) ? sources : [...sources, source],
      });
    }
  }
  return [...merged.values()]
    .map((resource) => withName(tagsListed ? { ...resource, tags: resource.tags ?? {} } : resource))
    .toSorted((a, b) => (a.arn < b.arn ? -1 : 1));
}

function latestBackup(known: Resource | undefined, { lastBackup = '' }: FoundResource) {
  const latest = [known?.lastBackup ?? '', lastBackup].toSorted().at(-1);
  return latest === '' ? {} : { lastBackup: latest };
}

/** Of a service that names nothing, the tag Name. */
function withName(resource: Resource): Resource {
  const { name = resource.tags?.['Name'] ?? '' } = resource;
  return name === '' ? resource : { ...resource, name };
}
