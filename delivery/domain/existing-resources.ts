import type { JsonObject } from '../../domain/json-object';
import { importIdOf } from '../../domain/terraform/import-id';

/** The parts of a plan that name its resources, as `terraform show -json` prints it. */
export interface PlannedResources {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly type: string;
    readonly change: { readonly actions: readonly string[]; readonly after: JsonObject | null };
  }[];
  /** By name. */
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly configuration?: {
    readonly provider_config?: Readonly<Record<string, { readonly expressions?: Expressions }>>;
    readonly root_module?: {
      readonly resources?: readonly { readonly address: string; readonly provider_config_key?: string }[];
    };
  };
}

type Expressions = Readonly<Record<string, { readonly constant_value?: unknown }>>;

const EXISTS = /already ?exists|ResourceConflictException|DuplicatePolicyException|AlreadyOwnedByYou/i;

/** The addresses of resources that Terraform could not create because AWS already has them. */
export function existingResources(output: string): string[] {
  const errors = output
    .replaceAll(/^│ ?/gm, '')
    .split(/^Error: /m)
    .slice(1);
  return errors.flatMap((error) => {
    // Terraform wraps the text of an error, but not the address.
    const [, address] = /^ *with (\S+),$/m.exec(error) ?? [];
    return address !== undefined && EXISTS.test(error.replaceAll(/\s+/g, ' ')) ? [address] : [];
  });
}

/**
 * How to import what an apply without a state left in AWS; empty if Terraform failed for other reasons.
 *
 * @param folder the stack's synthesized folder
 */
export function importText(output: string, plan: PlannedResources, folder: string): string {
  const addresses = existingResources(output);
  if (addresses.length === 0) return '';
  const ids = addresses.map((address) => importId(plan, address));
  return [
    '→ AWS has resources that are in no state: an apply that was killed left them, or someone created them manually. Check that they belong to this stack, and import them:',
    `    terraform -chdir=${folder} init -input=false`,
    ...addresses.map(
      (address, index) => `    terraform -chdir=${folder} import -input=false ${address} '${ids[index] ?? 'ID'}'`,
    ),
    ...(ids.includes(undefined) ? ["  where ID is the resource's ID in AWS"] : []),
  ].join('\n');
}

/** Undefined where AWS generates the ID. */
function importId(plan: PlannedResources, address: string): string | undefined {
  const planned = plan.resource_changes?.find((one) => one.address === address);
  return importIdOf(planned?.type ?? '', { ...planned?.change.after }, accountOf(plan, address));
}

/** The account that the resource's provider requires. */
function accountOf({ configuration }: PlannedResources, address: string): string | undefined {
  const resource = configuration?.root_module?.resources?.find((one) => one.address === address);
  const { expressions } = configuration?.provider_config?.[resource?.provider_config_key ?? ''] ?? {};
  const accounts = expressions?.['allowed_account_ids']?.constant_value;
  return Array.isArray(accounts) ? String(accounts[0]) : undefined;
}
