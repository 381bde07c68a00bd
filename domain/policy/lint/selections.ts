import type { Finding } from '../../finding';
import { nearest } from '../../nearest';
import { found, OBSERVED, SYNTAX_PAGE, type Concern, type RuleDescription } from './concern';
import { CONDITION_OPERATORS } from './names';
import { below, child, entriesOf, has, type Section } from './section';
import { plansOf, resourceSelectionsOf, tagSelectionsOf } from './traversal';
import { listedTexts } from './values';

const tagSelectionIncomplete: RuleDescription = {
  name: 'tag-selection-incomplete',
  severity: 'error',
  source: 'aws',
  summary: 'a tag selection without `tag_key` or `tag_value`',
  why: 'CreatePolicy wants both in the same document',
  see: OBSERVED,
};

const resourceSelectionEmpty: RuleDescription = {
  name: 'resource-selection-empty',
  severity: 'error',
  source: 'aws',
  summary: 'a resource selection with nothing but a role',
  why: 'CreatePolicy wants resource types or conditions; conditions alone pass',
  see: OBSERVED,
};

const resourceTypeUnknown: RuleDescription = {
  name: 'resource-type-unknown',
  severity: 'error',
  source: 'aws',
  summary: 'a resource type that is neither `*` nor one of the published ARN patterns',
  why: 'CreatePolicy takes no names of services and no patterns of your own',
  see: SYNTAX_PAGE,
};

const selectionsMixed: RuleDescription = {
  name: 'selections-mixed',
  severity: 'warning',
  source: 'backupctl',
  summary: 'tag and resource selections in one plan',
  why: 'no error is raised, yet AWS documents the two as exclusive',
  see: SYNTAX_PAGE,
};

/**
 * The patterns of resource types that a policy may name.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html
 */
const RESOURCE_PATTERNS: readonly string[] = [
  'arn:aws:backup-gateway:*:*:vm/*',
  'arn:aws:cloudformation:*:*:stack/*',
  'arn:aws:dsql:*:*:cluster/*',
  'arn:aws:dynamodb:*:*:table/*',
  'arn:aws:ec2:*:*:instance/*',
  'arn:aws:ec2:*:*:volume/*',
  'arn:aws:eks:*:*:cluster/*',
  'arn:aws:elasticfilesystem:*:*:file-system/*',
  'arn:aws:fsx:*:*:file-system/*',
  'arn:aws:fsx:*:*:volume/*',
  'arn:aws:rds:*:*:cluster:*',
  'arn:aws:rds:*:*:db:*',
  'arn:aws:redshift-serverless:*:*:namespace/*',
  'arn:aws:redshift:*:*:cluster:*',
  'arn:aws:s3:::*',
  'arn:aws:ssm-sap:*:*:HANA/*',
  'arn:aws:storagegateway:*:*:gateway/*',
  'arn:aws:timestream:*:*:database/*',
];

/** What a plan backs up. */
export const selections: Concern = {
  rules: [tagSelectionIncomplete, resourceSelectionEmpty, resourceTypeUnknown, selectionsMixed],
  check: ({ document }) =>
    plansOf(document).flatMap((plan) => [
      ...tagSelectionsOf(plan).flatMap(incomplete),
      ...resourceSelectionsOf(plan).flatMap((selection) => [
        ...empty(selection),
        ...unknownTypes(selection, 'resource_types'),
        ...unknownTypes(selection, 'not_resource_types'),
      ]),
      ...mixed(plan),
    ]),
};

function incomplete(selection: Section): Finding[] {
  return ['tag_key', 'tag_value']
    .filter((key) => !has(selection, key))
    .map((key) =>
      found(tagSelectionIncomplete, {
        path: below(selection, key),
        message: `the selection ${selection.name} has no ${key}`,
        remedy: `add ${key}`,
      }),
    );
}

function empty(selection: Section): Finding[] {
  const conditions = child(selection, 'conditions');
  const selects =
    has(selection, 'resource_types') ||
    has(selection, 'not_resource_types') ||
    CONDITION_OPERATORS.some((operator) => entriesOf(child(conditions, operator)).length > 0);
  if (selects) return [];
  return [
    found(resourceSelectionEmpty, {
      path: selection.path,
      message: `the selection ${selection.name} names neither resource types nor conditions`,
      remedy: 'add resource_types, with "*" for everything, or conditions',
    }),
  ];
}

function unknownTypes(selection: Section, key: string): Finding[] {
  return listedTexts(selection, key, '@@assign', '@@append', '@@remove')
    .filter((pattern) => pattern !== '*' && !RESOURCE_PATTERNS.includes(pattern))
    .map((pattern) => {
      const meant =
        RESOURCE_PATTERNS.find((known) => known.split(':')[2] === pattern.toLowerCase()) ??
        nearest(pattern, RESOURCE_PATTERNS);
      return found(resourceTypeUnknown, {
        path: below(selection, key),
        found: pattern,
        message: `"${pattern}" is not a resource type that a policy can name`,
        remedy: `write ${meant ?? `"*" or one of ${RESOURCE_PATTERNS.join(', ')}`}`,
      });
    });
}

function mixed(plan: Section): Finding[] {
  if (tagSelectionsOf(plan).length === 0 || resourceSelectionsOf(plan).length === 0) return [];
  return [
    found(selectionsMixed, {
      path: below(plan, 'selections'),
      message: 'the plan selects by tags and by resources, which AWS documents as exclusive',
      remedy: 'give one of the two a plan of its own, or write the tags as conditions of the resource selection',
    }),
  ];
}
