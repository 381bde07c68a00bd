import { type JsonObject, objectIn } from '../../json-object';
import type { PolicyContent } from '../../policy/document';
import { typedPolicy } from '../../policy/parse/policy';
import { policyText } from '../../policy/serialize-policy';
import { stableJson } from '../../stable-json';
import { fewOf } from '../../few-of';
import type { FoundBackupPolicy, FoundTarget } from '../found-organization';
import type { Tree } from '../tree';
import { ownTags } from './own-tags';
import type { PulledReport } from './report';

/** A policy as `organization.ts` has it. */
export type PulledPolicy = PolicyContent & {
  readonly name: string;
  readonly description?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly attachTo: {
    readonly root?: true;
    readonly ous?: readonly string[];
    readonly accounts?: readonly string[];
  };
};

export interface PolicySurroundings {
  readonly tree: Tree;
  /** The paths of OUs by their IDs. */
  readonly units: ReadonlyMap<string, string>;
  readonly accounts: ReadonlySet<string>;
  /** The tags that the stack sets on every resource. */
  readonly stackTags: Readonly<Record<string, string>>;
}

/** A backup policy as the configuration has it; undefined if it stays outside, which the report says. */
export function pulledPolicy(
  { name, description, isManagedByAws, content, targets, tags }: FoundBackupPolicy,
  surroundings: PolicySurroundings,
  report: PulledReport,
): PulledPolicy | undefined {
  const what = `policy ${name}`;
  const read = { content, targets, tags };
  const document = content === undefined ? undefined : objectIn(content);
  if (isManagedByAws || !isRead(read) || document === undefined) {
    report.outside(what, whyOutside(isManagedByAws, isRead(read)));
    return undefined;
  }

  const said = contentOf(document, what, report);
  const own = ownTags({ Name: name, ...surroundings.stackTags }, read.tags);
  if (own.changes.length > 0) report.changes(what, `tags ${own.changes.join(', ')}`);
  if (stableJson(document) !== policyText(said)) {
    report.changes(what, 'the spelling of its content: keys in lower case, numbers as text, no empty objects');
  }
  return {
    name,
    ...(description === '' ? {} : { description }),
    ...(Object.keys(own.kept).length === 0 ? {} : { tags: own.kept }),
    attachTo: attachTo(read.targets, what, surroundings, report),
    ...said,
  };
}

type Read = Pick<FoundBackupPolicy, 'content' | 'targets' | 'tags'>;

/** Whether nothing was denied. */
export function isRead(policy: Read): policy is { readonly [Key in keyof Read]: NonNullable<Read[Key]> } {
  return policy.content !== undefined && policy.targets !== undefined && policy.tags !== undefined;
}

function whyOutside(isManagedByAws: boolean, isComplete: boolean): string {
  if (isManagedByAws) return 'AWS manages it';
  return isComplete ? 'its content is not a JSON object' : 'its content, its targets or its tags could not be read';
}

function contentOf(document: JsonObject, what: string, report: PulledReport): PolicyContent {
  const typed = typedPolicy(document);
  if ('policy' in typed) return typed.policy;
  report.untyped(what, [typed.path, typed.reason].filter((part) => part !== '').join(': '));
  return { document };
}

/** Targets that the tree does not have stay attached in AWS, outside of Terraform. */
function attachTo(
  targets: readonly FoundTarget[],
  what: string,
  { tree, units, accounts }: PolicySurroundings,
  report: PulledReport,
): PulledPolicy['attachTo'] {
  const ids = targets.map(({ id }) => id);
  const ous = [...units].filter(([id]) => ids.includes(id)).map(([, path]) => path);
  const own = ids.filter((id) => accounts.has(id)).toSorted();
  const unknown = targets.filter(({ id }) => id !== tree.id && !units.has(id) && !accounts.has(id));
  if (unknown.length > 0) {
    const shown = fewOf(unknown.map(({ id, name }) => `${name} (${id})`));
    report.outside(
      `attachments of ${what}`,
      `${shown} not in the tree of organization.ts: run npx backupctl organization pull, then this command again`,
    );
  }
  return {
    ...(ids.includes(tree.id) ? { root: true as const } : {}),
    ...(ous.length === 0 ? {} : { ous }),
    ...(own.length === 0 ? {} : { accounts: own }),
  };
}
