import type { WholeJudge } from '../rule';
import { GENERAL } from '../general';
import { becoming, entry, leaving } from '../judges';
import { hitWhole, type Rule, type TypeRules } from '../rule';
import { ORGANIZATION_RULES } from './organizations';

export const TERRAFORM_RULES = {
  stackRemoved: {
    name: 'stack-removed',
    severity: 'critical',
    finds: 'a whole stack that is gone',
    why: 'its resources stay in AWS, and nobody looks after them; whoever destroys its state destroys them all, prevent_destroy or not',
    remedy: 'destroy it on purpose, resource by resource, before you take its code away',
  },
  stackAdded: {
    name: 'stack-added',
    severity: 'medium',
    finds: 'a stack that was not there',
    why: 'everything in it is made',
    remedy: 'apply it before the stacks that read its outputs',
  },
  account: {
    name: 'wrong-account',
    severity: 'high',
    finds: 'a provider that goes to another account or region, or as another role',
    why: 'everything in the stack is made there, and what is in its state is not found',
    remedy: 'keep account, region and role; for another account add an environment',
  },
  providerAdded: {
    name: 'member-added',
    severity: 'medium',
    finds: 'an account that a provider is newly bound to',
    why: 'resources are made in a further account',
    remedy: 'see that the account is in the organization, and that the role to deploy as exists there',
  },
  backendMoved: {
    name: 'backend-moved',
    severity: 'high',
    finds: 'a state that is kept elsewhere',
    why: 'Terraform finds no state there, and makes everything a second time',
    remedy: 'move the state with `terraform init -migrate-state`, or keep its place',
  },
  backendWeaker: {
    name: 'backend-unprotected',
    severity: 'high',
    finds: 'a state that is not encrypted or not locked any more, or read and written as another role',
    why: 'secrets lie open, or two applies at once break the state',
    remedy: 'keep `encrypt` and `use_lockfile`',
  },
  stateRead: {
    name: 'state-read-moved',
    severity: 'high',
    finds: 'a stack that reads outputs from another place, as another role, or no longer',
    why: 'roles and topics of another stack are used, or none are found',
    remedy: 'read from where the neighbour keeps its state',
  },
  stateReadAdded: {
    name: 'state-read-added',
    severity: 'medium',
    finds: 'a stack that reads the outputs of one more',
    why: 'the other one must be applied before',
    remedy: 'apply in the order of the manifest',
  },
  brokenRead: {
    name: 'broken-state-read',
    severity: 'high',
    finds: 'a stack that reads what its neighbour does not publish',
    why: 'its next plan fails',
    remedy: 'publish the output, or read another one',
  },
  outputRemoved: {
    name: 'output-removed',
    severity: 'high',
    finds: 'an output that is not published any more',
    why: 'a stack that reads it fails at its next plan',
    remedy: 'see that nobody reads it, in other repositories too',
  },
  output: {
    name: 'output-changed',
    severity: 'medium',
    finds: 'an output that is new or has another value',
    why: 'stacks that read it change at their next apply',
    remedy: 'apply them afterwards',
  },
  versions: {
    name: 'versions-changed',
    severity: 'medium',
    finds: 'another version of Terraform or of a provider',
    why: 'defaults, and what forces a replacement, may differ',
    remedy: 'read its changelog, and the plan of dev',
  },
  source: {
    name: 'source-changed',
    severity: 'high',
    finds: 'a value that is looked up elsewhere, such as an address in a parameter',
    why: 'people who are told, or what is used, may be others',
    remedy: 'see what stands in the new place',
  },
  imports: {
    name: 'import-changed',
    severity: 'medium',
    finds: 'other resources that Terraform is to take over as they are',
    why: 'what differs from the configuration is changed when it is taken over',
    remedy: 'read the plan',
  },
  moved: {
    name: 'moved-block-changed',
    severity: 'low',
    finds: 'another `moved` block',
    why: 'Terraform changes an address and nothing else',
    remedy: 'nothing',
  },
} as const satisfies Readonly<Record<string, Rule>>;

const R = TERRAFORM_RULES;

/** A provider of a member account; the stack's own one goes only with the stack. */
const providerRemoved: WholeJudge = (change) => [hitWhole(ORGANIZATION_RULES.memberRemoved, change)];

export const TERRAFORM_TYPES: Readonly<Record<string, TypeRules>> = {
  stack: { added: R.stackAdded, removed: R.stackRemoved, attributes: {} },
  provider: {
    added: R.providerAdded,
    removed: providerRemoved,
    attributes: { 'default_tags/tags/*': GENERAL.tags, 'ignore_tags/**': GENERAL.lifecycle, '**': R.account },
  },
  backend: {
    added: R.backendMoved,
    removed: R.backendMoved,
    attributes: {
      's3/encrypt': leaving(true, R.backendWeaker, R.versions),
      's3/use_lockfile': leaving(true, R.backendWeaker, R.versions),
      's3/dynamodb_table': R.backendWeaker,
      's3/kms_key_id': R.backendWeaker,
      's3/assume_role/**': R.backendWeaker,
      '**': R.backendMoved,
    },
  },
  terraform: { added: R.versions, removed: R.versions, attributes: { '**': R.versions } },
  output: {
    added: R.output,
    removed: R.outputRemoved,
    attributes: {
      value: R.output,
      'value/**': entry({ removed: R.outputRemoved, added: R.output, changed: R.output }),
      sensitive: becoming(false, R.outputRemoved, R.output),
      description: GENERAL.description,
    },
  },
  import: { added: R.imports, removed: R.imports, attributes: { '**': R.imports } },
  moved: { added: R.moved, removed: R.moved, attributes: { '**': R.moved } },
  'data.terraform_remote_state': {
    added: R.stateReadAdded,
    removed: R.stateRead,
    attributes: { '**': R.stateRead },
  },
  'data.aws_ssm_parameter': { added: GENERAL.added, removed: GENERAL.removed, attributes: { '**': R.source } },
  'data.aws_caller_identity': { added: GENERAL.added, removed: GENERAL.removed, attributes: { '**': R.source } },
};
