import { critical, high, medium } from '../changes/rule';

/** What a change of a StackSet, or of a resource in its template, means in every account. */
export const STACK_SET_RULES = {
  removed: critical('stack-set-removed', {
    finds: 'a removed StackSet',
    why: 'prevent_destroy disappears with the block, so Terraform tries to destroy the StackSet; accounts that join later get no vault and no role',
    remedy: 'keep the block; to change the rollout, follow docs/members-migration.md',
  }),
  replaced: critical('stack-set-replaced', {
    finds: 'a StackSet that is replaced because its name, permission model or caller changes',
    why: 'AWS refuses to delete a StackSet with instances, and the stacks of another one fail: their vaults and roles exist already',
    remedy: 'keep the argument',
  }),
  resourceRemoved: critical('member-resource-removed', {
    finds: 'a vault, key or role that a StackSet no longer creates, because it is removed or renamed',
    why: 'every account keeps it, unmanaged, and policies that name it no longer find it in new accounts; under the same name it cannot come back',
    remedy:
      'create a second vault and move the rules to it; remove the old one when its recovery points have expired in every account',
  }),
  fixed: critical('member-resource-replaced', {
    finds: 'another name, path or key of a vault, role or alias that a StackSet has created',
    why: 'CloudFormation would replace it under a name that is taken: the update fails in every account',
    remedy:
      'keep it; create a second vault with the new name or key, move the rules to it, and remove the old one later',
  }),
  homeMoved: critical('member-home-region-changed', {
    finds: 'another region in which a StackSet creates roles',
    why: 'the role exists already: the stacks of the new region fail in every account',
    remedy: 'keep the region of the organization, and keep it in baseline.regions',
  }),
  untried: critical('member-compliance-lock-untried', {
    finds: 'a compliance lock in every account whose limits are not deployed in governance mode',
    why: 'a wrong limit is permanent in every account at once: no one, not even AWS, can remove it',
    remedy: "deploy the same limits with mode 'governance' first, and change only the mode when backups have succeeded",
  }),
  complianceLock: medium('member-compliance-lock', {
    finds: 'a governance lock in every account that becomes a compliance lock with the same limits',
    why: 'after the grace period no one, not even AWS, can remove it in any account',
    remedy: 'check every limit again before you apply: the grace period starts in every account at once',
  }),
  complianceChanged: critical('member-compliance-lock-changed', {
    finds: 'a compliance lock that changes, or is removed, in every account',
    why: 'AWS refuses it after the grace period: the update fails in every account',
    remedy: 'keep the lock; create a second vault with other limits',
  }),
  protection: critical('member-resource-not-retained', {
    finds: 'a resource in every account that CloudFormation no longer retains',
    why: 'removing the stack, or the resource from the template, then deletes vaults, keys or roles in every account',
    remedy: 'keep DeletionPolicy and UpdateReplacePolicy at Retain',
  }),
  changed: medium('member-template-changed', {
    finds: 'another setting of a resource in every account',
    why: 'CloudFormation changes it in every account and region',
    remedy: 'deploy to a few accounts first, and check `backupctl members status`',
  }),
  added: medium('member-resource-added', {
    finds: 'another resource in every account',
    why: 'CloudFormation creates it in every account; where the name is taken, the stack fails',
    remedy: 'check that no account has a resource of that name',
  }),
  notDeployed: high('stack-set-not-automatic', {
    finds: 'automatic deployment disabled, or stacks that are deleted when an account leaves',
    why: 'new accounts get no vault and no role, or an account that leaves the organization loses its stack',
    remedy: 'keep automatic deployment enabled, and keep retaining stacks',
  }),
  condition: high('member-condition-changed', {
    finds: 'a condition of the template that changes',
    why: 'in some accounts or regions, other statements, keys or resources apply',
    remedy: 'check in which accounts and regions the condition holds',
  }),
  capabilities: high('stack-set-capabilities-changed', {
    finds: 'other capabilities of a StackSet',
    why: 'without CAPABILITY_NAMED_IAM, every operation fails; with CAPABILITY_AUTO_EXPAND, macros can write anything into the template',
    remedy: 'keep CAPABILITY_NAMED_IAM only',
  }),
  hidden: high('stack-set-template-elsewhere', {
    finds: 'a StackSet whose template is elsewhere, or that has parameters or other roles',
    why: 'the review cannot judge what it creates in every account',
    remedy: 'keep the template in the configuration',
  }),
  managed: medium('stack-set-not-managed', {
    finds: 'another managed execution of a StackSet',
    why: 'AWS refuses to switch it while operations run; without it, one operation at a time blocks the others',
    remedy: 'keep it active',
  }),
  preferences: medium('stack-set-preferences-changed', {
    finds: 'another concurrency, failure tolerance or order of the regions in updates of a StackSet',
    why: 'the failure of one account may stop the update of all others, or it takes longer',
    remedy: 'keep 100 % of both, regions one after the other, and the home region first',
  }),
};
