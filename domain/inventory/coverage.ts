import { type Resource, type ResourceSelection, selects } from './resource-selection';

/** Something that backs up what it selects, in one region. */
export interface Source {
  /** `plan`: a plan of the environment. `policy`: a backup policy of the organization. `window`: the SSM backup. */
  readonly kind: 'plan' | 'policy' | 'window';
  /** Unique among those of its kind in its region: `<plan>/<selection>`, or the window's name. */
  readonly name: string;
  readonly region: string;
  readonly selection: ResourceSelection;
}

/** An instance, as far as it matters whether it is backed up. */
export interface PlacedInstance {
  readonly id: string;
  readonly region: string;
  readonly accountId: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** What backs an instance up. */
export type Coverage = Pick<Source, 'kind' | 'name'>;

/**
 * Everything that backs up an instance, sorted.
 *
 * @param optedIn whether the instance's region has opted in EC2, without which AWS Backup leaves out what it does not
 *   name; the maintenance window does not ask
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
