import { isObject, type JsonObject } from '../json-object';
import { stableJson } from '../stable-json';
import type { PlannedChange } from './report';

/** What a plan does with one resource. */
interface PlannedResource {
  readonly address: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: unknown;
    readonly after: unknown;
    readonly after_unknown?: unknown;
    readonly importing?: unknown;
  };
}

/** The part of `terraform show -json` that is read. */
export interface PlanJson {
  readonly resource_changes?: readonly (PlannedResource & { readonly mode?: string })[];
}

/** What the first apply of a stack does. */
export interface PlannedStack {
  readonly unchanged: readonly string[];
  readonly changed: readonly PlannedChange[];
  readonly created: readonly string[];
  /** Addresses of resources that it would replace or destroy. */
  readonly destroyed: readonly string[];
}

export function plannedStack(stack: string, { resource_changes: resources = [] }: PlanJson): PlannedStack {
  const managed = resources.filter(({ mode = 'managed' }) => mode === 'managed');
  const having = (isHad: (actions: readonly string[]) => boolean) =>
    managed.filter(({ change: { actions } }) => isHad(actions));
  const updated = having((actions) => actions[0] === 'update').map(({ address, change }) => ({
    stack,
    address,
    changes: changesOf(address, change),
  }));
  const same = updated.filter(({ changes }) => changes.length === 0);
  return {
    unchanged: [...having((actions) => actions[0] === 'no-op'), ...same].map(({ address }) => address),
    changed: updated.filter(({ changes }) => changes.length > 0),
    created: having((actions) => actions.join() === 'create').map(({ address }) => address),
    destroyed: having((actions) => actions.includes('delete')).map(({ address }) => address),
  };
}

/** `tags_all` has the tags too, and timeouts are Terraform's own. */
const IGNORED = ['tags', 'timeouts'];

/** Arguments of the provider itself, which AWS does not have: an import leaves them empty, and an apply only notes them. */
const OF_PROVIDER: Readonly<Record<string, readonly string[]>> = {
  aws_backup_vault: ['force_destroy'],
  aws_cloudwatch_event_rule: ['force_destroy'],
  aws_cloudwatch_event_target: ['force_destroy'],
  aws_cloudwatch_log_group: ['skip_destroy'],
  aws_iam_role: ['force_detach_policies'],
  aws_kms_key: ['bypass_policy_lockout_safety_check', 'deletion_window_in_days'],
  aws_lambda_function: ['publish'],
  aws_sns_topic_subscription: ['confirmation_timeout_in_minutes', 'endpoint_auto_confirms'],
};

function changesOf(
  address: string,
  { before, after, after_unknown: unknown }: PlannedResource['change'],
): PlannedChange['changes'] {
  const [type = ''] = address.split('.');
  const ignored = [...IGNORED, ...(OF_PROVIDER[type] ?? [])];
  const [old, fresh, later] = [before, after, unknown].map((one): JsonObject => (isObject(one) ? one : {}));
  const names = [...new Set([old, fresh].flatMap((one) => Object.keys(one ?? {})))].toSorted();
  return names
    .filter((name) => !ignored.includes(name) && later?.[name] !== true)
    .filter((name) => stableJson(old?.[name]) !== stableJson(fresh?.[name]))
    .flatMap((argument) =>
      argument === 'tags_all'
        ? tagChanges(old?.[argument], fresh?.[argument])
        : [{ argument, before: textOf(old?.[argument]), after: textOf(fresh?.[argument]) }],
    );
}

/** Each tag by itself, so that the same tags of hundreds of resources are the same change. Every resource gets its name. */
function tagChanges(before: unknown, after: unknown): PlannedChange['changes'] {
  const [old, fresh] = [before, after].map((tags) => (isObject(tags) ? tags : {}));
  const keys = [...new Set([old, fresh].flatMap((tags) => Object.keys(tags ?? {})))].toSorted();
  return keys
    .filter((key) => old?.[key] !== fresh?.[key])
    .map((key) => ({
      argument: `tag ${key}`,
      before: textOf(old?.[key]),
      after: key === 'Name' && old?.[key] === undefined ? 'its name' : textOf(fresh?.[key]),
    }));
}

function textOf(value: unknown): string {
  return value === undefined || value === null ? 'none' : stableJson(value);
}
