import type { WholeJudge } from '../rule';
import { GENERAL } from '../general';
import { becoming, entry, leaving } from '../judges';
import { hitWhole, type TypeRules } from '../rule';
import { TERRAFORM_RULES } from './terraform-rules';
import { ORGANIZATION_RULES } from './organization-rules';

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
