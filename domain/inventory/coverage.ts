import { type Resource, type ResourceSelection, selects } from './resource-selection';

/** A source of backups: it backs up the resources that it selects, in one region. */
export interface Source {
  /** `plan`: a plan of the environment. `policy`: a backup policy of the organization. `window`: the SSM backup. */
  readonly kind: 'plan' | 'policy' | 'window';
  /** Unique for its kind and region: `<plan>/<selection>`, or the name of the maintenance window. */
  readonly name: string;
  readonly region: string;
  readonly selection: ResourceSelection;
}

/** An instance, with the properties that decide whether it is backed up. */
export interface PlacedInstance {
  readonly id: string;
  readonly region: string;
  readonly accountId: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A source that backs up an instance. */
export type Coverage = Pick<Source, 'kind' | 'name'>;

/**
 * Every source that backs up an instance, sorted.
 *
 * @param optedIn whether the instance's region has opted in to EC2. Without it, AWS Backup backs up only instances that a
 *   selection names. It does not affect the maintenance window
 */
export function coverageOf(
  instance: PlacedInstance,
  sources: readonly Source[],
  { optedIn }: { readonly optedIn: boolean },
): Coverage[] {
  const resource = resourceOf(instance);
  return sources
    .filter(({ region }) => region === instance.region)
    .filter(({ kind, selection }) => selects(selection, resource, { optedIn: optedIn || kind === 'window' }))
    .map(({ kind, name }) => ({ kind, name }))
    .toSorted((a, b) => (`${a.kind} ${a.name}` < `${b.kind} ${b.name}` ? -1 : 1));
}

function resourceOf({ id, region, accountId, tags }: PlacedInstance): Resource {
  return { arn: `arn:aws:ec2:${region}:${accountId}:instance/${id}`, tags };
}
