import type { Configuration } from '../../environments/parse';
import { readStack } from '../../review/model/read-stack';
import type { SynthesizedApp } from '../../review/review';
import { environmentIn, environmentsFolder, loadConfiguration } from '../configuration';
import { UsageError } from '../exit-code';
import { readApp } from '../review/read-app';
import { OUTPUT, synthesize } from '../synth/synthesize';
import { writeFileAtOnce } from '../write-file';
import { type RemainingResource, remainingResources } from './remaining-resources';

/** As the commands of the delivery name it. */
const ORGANIZATIONS = 'organizations';
const BOOTSTRAP = 'state-bootstrap';

/** Stacks that Terraform forgets at its next apply. */
export interface ReleasedStacks {
  readonly environment: string;
  readonly file: string;
  /** As the file lists them. */
  readonly stacks: readonly string[];
  /** Stacks that Terraform still manages, without the bootstrap. */
  readonly kept: readonly string[];
  /** Whether the bootstrap creates the state bucket and the roles. */
  readonly bootstrap: boolean;
  /** What stays in AWS. */
  readonly resources: readonly RemainingResource[];
}

/**
 * Lists stacks in the file of an environment or of the organization, in addition to those that it lists already.
 *
 * @param requested names of stacks, such as `backup` or `dev-backup`; undefined for all
 * @throws {UsageError} for unknown stacks
 * @throws {RefusedError} when the configuration is refused, or a stack cannot be forgotten: nothing is written
 */
export async function releaseStacks(
  environment: string,
  requested: readonly string[] | undefined,
): Promise<ReleasedStacks> {
  const configuration = await loadConfiguration();
  const isOrganization = environment === ORGANIZATIONS && configuration.organization !== undefined;
  if (!isOrganization) environmentIn(configuration, environment);
  const before = configuration.removed[environment]?.value.stacks ?? [];
  // With the resources that the listed stacks have.
  await synthesize(withRemoved(configuration, environment));
  const app = readApp(OUTPUT);
  const prefix = isOrganization ? '' : `${environment}-`;
  const all = stacksOf(app, configuration, environment).map((stack) => stack.slice(prefix.length));
  const releasable = all.filter((stack) => !stack.endsWith(BOOTSTRAP));
  const wanted = (requested ?? releasable).map((stack) =>
    !all.includes(stack) && stack.startsWith(prefix) ? stack.slice(prefix.length) : stack,
  );
  const unknown = wanted.filter((stack) => !all.includes(stack));
  if (unknown.length > 0) {
    throw new UsageError(
      `${environment} has no stack ${unknown.join(', ')}.\n→ specify one or more of ${releasable.join(', ')} with --stack`,
    );
  }
  const stacks = all.filter((stack) => wanted.includes(stack) || before.includes(stack));
  const file = `${environmentsFolder()}/${isOrganization ? 'organization' : environment}.removed.json`;
  const text = `${JSON.stringify({ stacks }, null, 2)}\n`;
  await synthesize(withRemoved(configuration, environment, { file, text, value: { stacks } }));
  writeFileAtOnce(file, text);
  return {
    environment,
    file,
    stacks,
    bootstrap: all.length > releasable.length,
    kept: releasable.filter((stack) => !stacks.includes(stack)),
    resources: stacks.flatMap((stack) => remainingResources(`${prefix}${stack}`, app[`${prefix}${stack}`] ?? {})),
  };
}

/** The whole names of an environment's stacks, or of all that belong to no environment. */
function stacksOf(app: SynthesizedApp, { environments }: Configuration, target: string): string[] {
  const names = environments.map(({ name }) => name);
  return Object.entries(app).flatMap(([stack, json]) => {
    const { environment } = readStack(stack, json);
    return (names.includes(environment) ? environment : ORGANIZATIONS) === target ? [stack] : [];
  });
}

/** @param file undefined for none */
function withRemoved(
  configuration: Configuration,
  environment: string,
  file?: Configuration['removed'][string],
): Configuration {
  const { [environment]: _listed, ...others } = configuration.removed;
  return { ...configuration, removed: file ? { ...others, [environment]: file } : others };
}
