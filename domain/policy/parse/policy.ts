import { defined } from '../../defined';
import type { BackupPolicy, PolicyPlan, PolicyScan } from '../document';
import { policyDocument } from '../serialize-policy';
import { sameDocument } from './same-document';
import { ruleIn, tagsIn } from './rule';
import { NotTyped, readAll, type Section } from './section';
import { resourceSelectionIn, roleName, tagSelectionIn } from './selection';
import { list, onOrOff, single, unlessNone, within } from './setting';

/** A document as the configuration has it, or why that is impossible. */
export type Typed =
  | { readonly policy: BackupPolicy }
  | {
      /** Where the document has what has no typed form; empty for the whole document. */
      readonly path: string;
      readonly reason: string;
    };

/**
 * Reads the document of a backup policy into the typed form: the inverse of `policyDocument`. A document that the typed form
 * would change in any way but the case of keys and the spelling of numbers is not typed: it stays as it is.
 */
export function typedPolicy(document: unknown): Typed {
  try {
    const policy = readAll(document, '', policyIn);
    if (sameDocument(policyDocument(policy), document)) return { policy };
    return { path: '', reason: 'the typed form would say something else' };
  } catch (error) {
    if (error instanceof NotTyped) return { path: error.path, reason: error.reason };
    throw error;
  }
}

function policyIn(section: Section): BackupPolicy {
  const plans = section.object('plans', (inner) => ({ allowed: inner.allowed(), entries: inner.named(planIn) }));
  if (!plans) throw new NotTyped('', 'it has no plans');
  return defined({ plans: plans.entries, allowedForChildrenIn: within({ plans: plans.allowed }) });
}

function planIn(section: Section, name: string): PolicyPlan {
  const rules = section.object('rules', (inner) => ({ allowed: inner.allowed(), entries: inner.named(ruleIn) }));
  const selections = section.object('selections', (inner) => ({
    allowed: inner.allowed(),
    tags: inner.object('tags', (tags) => ({ allowed: tags.allowed(), entries: tags.named(tagSelectionIn) })),
    resources: inner.object('resources', (resources) => ({
      allowed: resources.allowed(),
      entries: resources.named(resourceSelectionIn),
    })),
  }));
  const tags = tagsIn(section, 'backup_plan_tags');
  return defined({
    name,
    allowedForChildren: section.allowed(),
    allowedForChildrenIn: within({
      rules: rules?.allowed,
      selections: selections?.allowed,
      tagSelections: selections?.tags?.allowed,
      resourceSelections: selections?.resources?.allowed,
      tags: tags.allowed,
    }),
    regions: list(section, 'regions'),
    rules: unlessNone(rules?.entries),
    selections: unlessNone([...(selections?.tags?.entries ?? []), ...(selections?.resources?.entries ?? [])]),
    tags: tags.values,
    ...section.object('advanced_backup_settings', advancedIn),
    scan: section.object('scan_settings', (settings) => settings.object('guardduty', scanIn)),
  });
}

function advancedIn(section: Section): Pick<PolicyPlan, 'windowsVss' | 's3AccessControlLists' | 's3ObjectTags'> {
  return defined({
    windowsVss: section.object('ec2', (ec2) => single(ec2, 'windows_vss', onOrOff)),
    ...section.object('s3', (s3) => ({
      s3AccessControlLists: single(s3, 'backup_acls', onOrOff),
      s3ObjectTags: single(s3, 'backup_object_tags', onOrOff),
    })),
  });
}

function scanIn(section: Section): PolicyScan {
  return defined({
    allowedForChildren: section.allowed(),
    resourceTypes: list(section, 'resource_types', ['EBS', 'EC2', 'S3', 'ALL'] as const),
    role: single(section, 'scanner_role_arn', roleName),
  });
}
