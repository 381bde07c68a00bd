import { comparer, NONE, type Comparison } from './comparison';

/** The configured maintenance window. */
export interface ConfiguredWindow {
  readonly region: string;
  readonly name: string;
  /** The synthesized folder of the stack that has it. */
  readonly folder: string;
}

/** A maintenance window that Systems Manager has under that name. */
export interface FoundWindow {
  readonly id: string;
  readonly enabled: boolean;
}

/**
 * Compares the maintenance window with those that Systems Manager has under its name, which need not be unique (N9). Two of
 * them back up every instance twice.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateMaintenanceWindow.html
 */
export function compareWindow({ region, name, folder }: ConfiguredWindow, found: readonly FoundWindow[]): Comparison {
  const compare = comparer(region, `maintenance window ${name}`);
  const [enabled, ...more] = found.filter((one) => one.enabled);
  if (!enabled) return compare('window', 'exists', found.length === 0 ? NONE : 'disabled');
  if (more.length === 0) return compare('window', 'exists', 'exists');
  const ids = [enabled, ...more].map(({ id }) => id);
  return {
    ...compare('window', 'exists', `${ids.length} windows of this name: ${ids.join(', ')}`),
    remedy: [
      '→ delete every window that Terraform does not know: an apply that was killed left it, or someone created it manually, and its task backs up every instance again. Terraform prints nothing for its ID:',
      `    terraform -chdir=${folder} init -input=false`,
      ...ids.map((id) => `    terraform -chdir=${folder} state list -id=${id}`),
      '  Then, with its ID:',
      `    aws ssm delete-maintenance-window --region ${region} --window-id ID`,
    ].join('\n'),
  };
}
