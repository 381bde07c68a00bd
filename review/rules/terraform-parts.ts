import { becoming, entry, leaving } from '../../domain/terraform/changes/judges';
import { otherReference } from '../../domain/terraform/changes/references';
import { perReview } from '../../domain/terraform/changes/per-review';
import type { ChangeRules, Judge, Rule } from '../../domain/terraform/changes/rule';
import { textAt, valueAt } from '../../domain/terraform/changes/value';
import { GENERAL } from '../../domain/terraform/types/general';
import { POLICY_RULES, ROLE_POLICY } from '../../domain/terraform/types/policies';
import { EFFECTIVE_POLICY } from '../../domain/terraform/types/policy-plans';
import { TERRAFORM_RULES } from './terraform';

const R = TERRAFORM_RULES;

const outputValue: Judge = (difference, change, context) => {
  if (difference.after === undefined) return R.outputRemoved;
  return otherReference(R.outputOther, R.output)(difference, change, context);
};

/** How Terraform sends requests: neither where to, nor as whom. */
const REQUEST_SETTINGS = [
  'max_retries',
  'retry_mode',
  'skip_credentials_validation',
  'skip_metadata_api_check',
  'skip_region_validation',
  'skip_requesting_account_id',
  'skip_s3_checksum',
  'sts_region',
  'use_dualstack_endpoint',
  'use_fips_endpoint',
];

function settings(paths: readonly string[], rule: Rule): ChangeRules['changes'] {
  return Object.fromEntries(paths.map((path) => [path, rule]));
}

/** Assuming the same role for longer, or with another name, moves nothing. */
function assumed(path: string, rule: Rule): ChangeRules['changes'] {
  return settings(
    ['duration', 'duration_seconds', 'session_name'].map((name) => `${path}/${name}`),
    rule,
  );
}

/** `hashicorp` and the registry of HashiCorp are the defaults; sources ignore case. */
const providerSource: Judge = ({ path: [section = '', name = ''], before, after }, change) => {
  if (valueAt(change.before, [section, name]) === undefined) return R.providerSource;
  const [was, is] = [before, after].map((source) => {
    const parts = (textAt(source, []) ?? name).toLowerCase().split('/');
    return ['registry.terraform.io', 'hashicorp', name]
      .slice(0, 3 - parts.length)
      .concat(parts)
      .join('/');
  });
  return was === is ? GENERAL.noEffect : R.providerSource;
};

/** The lock file of S3 replaces the table. */
const lockTable: Judge = ({ before, after: table }, { after }) => {
  if (before === undefined) return R.backendSetting;
  return table === undefined && valueAt(after, ['s3', 'use_lockfile']) === true ? R.backendSetting : R.backendWeaker;
};

const importedAs = perReview(
  (changes) =>
    new Map(
      changes
        .filter((change) => change.imported === true)
        .map(({ stackName, address, action }) => [`${stackName} ${address}`, action]),
    ),
);

/** An import by what else the plan does to the resource. */
const imported: Judge = (_difference, { stackName, address }, context) => {
  const action = importedAs(context).get(`${stackName} ${address}`);
  if (action === undefined) return R.importsUnchanged;
  return action === 'changed' ? R.imports : R.importsReplaced;
};

/** By type, as the model names it. */
export const TERRAFORM_PARTS: Readonly<Record<string, ChangeRules>> = {
  stack: { added: R.stackAdded, removed: R.stackRemoved, forgotten: R.stackForgotten, changes: {} },
  provider: {
    added: R.memberAdded,
    // The stack's own provider disappears only with the stack.
    removed: R.memberRemoved,
    changes: {
      'default_tags/tags/*': GENERAL.tags,
      'ignore_tags/**': GENERAL.lifecycle,
      // A provider refuses every account that is not listed; without a list, none.
      allowed_account_ids: ({ before }) => (before === undefined ? R.providerSetting : R.account),
      ...settings(['alias', 'forbidden_account_ids', ...REQUEST_SETTINGS], R.providerSetting),
      ...assumed('assume_role', R.providerSetting),
      '**': R.account,
    },
  },
  backend: {
    added: R.backendMoved,
    removed: R.backendMoved,
    changes: {
      's3/encrypt': leaving(true, R.backendWeaker, R.versions),
      's3/use_lockfile': leaving(true, R.backendWeaker, R.versions),
      's3/dynamodb_table': lockTable,
      's3/kms_key_id': entry({ removed: R.backendWeaker, added: R.backendSetting, changed: R.backendWeaker }),
      ...assumed('s3/assume_role', R.backendSetting),
      's3/assume_role/**': R.backendWeaker,
      ...settings(
        REQUEST_SETTINGS.map((name) => `s3/${name}`),
        R.backendSetting,
      ),
      '**': R.backendMoved,
    },
  },
  terraform: {
    added: R.versions,
    removed: R.versions,
    changes: {
      'required_providers/*/source': providerSource,
      'required_providers/*': entry({ removed: R.versions, added: R.providerSource, changed: R.versions }),
      'cloud/**': R.backendMoved,
      '**': R.versions,
    },
  },
  removed: {
    added: GENERAL.forgotten,
    removed: GENERAL.noEffect,
    changes: {
      'removed/*': entry({ removed: GENERAL.noEffect, added: GENERAL.forgotten, changed: GENERAL.forgotten }),
      '**': GENERAL.forgotten,
    },
  },
  module: { added: R.module, removed: R.module, changes: { '**': R.module } },
  'data.external': { added: GENERAL.program, changes: { '**': GENERAL.program } },
  output: {
    added: R.output,
    removed: R.outputRemoved,
    changes: {
      'value/**': outputValue,
      sensitive: becoming(false, R.outputRemoved, R.output),
      description: GENERAL.noEffect,
    },
  },
  // What a saved plan says about itself, and what it does apart from changing arguments.
  plan: {
    changes: {
      errored: R.planIncomplete,
      complete: R.planIncomplete,
      deferred_changes: R.planIncomplete,
      importing: imported,
      provider_name: R.providerSource,
      update: R.updateNotShown,
      previous_address: GENERAL.noEffect,
      '**': R.planAction,
    },
  },
  effective_policy: EFFECTIVE_POLICY,
  import: { added: R.imports, removed: R.imports, changes: { '**': R.imports } },
  moved: { added: GENERAL.noEffect, removed: GENERAL.noEffect, changes: { '**': GENERAL.noEffect } },
  'data.terraform_remote_state': {
    added: R.stateReadAdded,
    removed: R.stateRead,
    changes: {
      ...assumed('config/assume_role', R.backendSetting),
      ...settings(
        [...REQUEST_SETTINGS, 'encrypt', 'use_lockfile', 'dynamodb_table', 'kms_key_id'].map(
          (name) => `config/${name}`,
        ),
        R.backendSetting,
      ),
      '**': R.stateRead,
    },
  },
  'data.aws_ssm_parameter': { changes: { '**': R.source } },
  'data.aws_caller_identity': { changes: { '**': R.source } },
  'data.aws_organizations_organization': { changes: {} },
  'data.aws_iam_policy_document': {
    removed: POLICY_RULES.policyRemoved,
    changes: { 'statement/**': ROLE_POLICY.changed() },
  },
};
