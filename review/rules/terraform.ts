import { critical, high, low, medium } from '../../domain/terraform/changes/rule';

/** Rules for everything in a stack that is not a resource. */
export const TERRAFORM_RULES = {
  stackRemoved: critical('stack-removed', {
    finds: 'a removed stack',
    why: 'its resources stay in AWS, unmanaged; destroying its state destroys them all, despite prevent_destroy',
    remedy: 'destroy its resources one by one before you remove its code',
  }),
  stackForgotten: high('stack-forgotten', {
    finds: 'a stack whose resources Terraform forgets, all of them',
    why: 'they stay in AWS as they are, unmanaged: no apply corrects them, and no verification finds what differs',
    remedy: 'check that someone else manages them from now on',
  }),
  stackAdded: medium('stack-added', {
    finds: 'a new stack',
    why: 'Terraform creates everything in it',
    remedy: 'apply it before the stacks that read its outputs',
  }),
  account: high('wrong-account', {
    finds: 'a provider with another account, region or role',
    why: 'Terraform creates the whole stack there, and does not find what is in its state',
    remedy: 'keep account, region and role; add an environment for another account',
  }),
  providerSetting: medium('provider-setting-changed', {
    finds: 'a setting of a provider that moves nothing, or a provider that another one replaces',
    why: 'the same account, region and role are managed, possibly with different retries or endpoints',
    remedy: 'read the plan of one environment',
  }),
  backendSetting: medium('backend-setting-changed', {
    finds: 'a setting of a backend or of a state read that neither moves the state nor weakens its protection',
    why: 'the state stays where it is',
    remedy: 'run terraform init again',
  }),
  memberAdded: medium('member-added', {
    finds: 'a provider for another account',
    why: 'Terraform creates resources in that account',
    remedy: 'check that the account is in the organization, and that its deployment role exists',
  }),
  memberRemoved: critical('member-removed', {
    finds: 'an account without a provider',
    why: 'Terraform can neither manage nor destroy its resources there, and later plans fail with "Provider configuration not present"',
    remedy: 'keep the provider until all resources there are removed; mark the member as leaving first',
  }),
  backendMoved: high('backend-moved', {
    finds: 'another location of a state',
    why: 'Terraform finds no state there, and creates everything a second time',
    remedy: 'move the state with `terraform init -migrate-state`, or keep its location',
  }),
  backendWeaker: high('backend-unprotected', {
    finds: 'a state without encryption or locking, or with another role',
    why: 'secrets are readable, or two applies at the same time corrupt the state',
    remedy: 'keep `encrypt` and `use_lockfile`',
  }),
  stateRead: high('state-read-moved', {
    finds: 'a stack that reads outputs from another location, with another role, or no longer',
    why: 'it uses roles and topics of another stack, or finds none',
    remedy: 'read from the location where the other stack keeps its state',
  }),
  stateReadAdded: medium('state-read-added', {
    finds: 'a stack that reads the outputs of one more stack',
    why: 'the other stack must be applied first',
    remedy: 'apply in the order of the manifest',
  }),
  brokenRead: high('broken-state-read', {
    finds: 'a stack that reads an output that the other stack does not publish',
    why: 'its next plan fails',
    remedy: 'publish the output, or read another one',
  }),
  neverDeployed: low('never-deployed', {
    finds: 'an environment that has an account of the sample in the base',
    why: 'it was never deployed, so nothing can be lost: the review treats its stacks as new',
    remedy: 'deploy it as a new environment',
  }),
  outputRemoved: high('output-removed', {
    finds: 'an output that is no longer published',
    why: 'the next plan of a stack that reads it fails',
    remedy: 'check that no stack reads it, in other repositories too',
  }),
  output: medium('output-changed', {
    finds: 'an output that is new or has another value',
    why: 'stacks that read it change at their next apply',
    remedy: 'apply them afterwards',
  }),
  versions: medium('versions-changed', {
    finds: 'another version of Terraform or of a provider',
    why: 'defaults, and what forces a replacement, may differ',
    remedy: 'read its changelog, and the plan of dev',
  }),
  source: high('source-changed', {
    finds: 'a value from another source, such as an address in another parameter',
    why: 'other recipients may be notified, or another value used',
    remedy: 'check the value in the new source',
  }),
  providerSource: high('provider-source-changed', {
    finds: 'a provider from another source, or a further provider',
    why: 'another program gets the credentials of the deployment, and changes everything in the stack',
    remedy: 'keep hashicorp/aws, or check who publishes the provider',
  }),
  outputOther: high('output-other-resource', {
    finds: 'an output that refers to another resource',
    why: 'stacks that read it use another role, topic or key after their next apply',
    remedy: 'check that every stack that reads it needs the other resource',
  }),
  module: high('module-changed', {
    finds: 'a module',
    why: 'the JSON does not show its resources, so no rule can judge them',
    remedy: 'review its plan, or write the resources in the stack',
  }),
  planIncomplete: high('plan-incomplete', {
    finds: 'a saved plan that failed, is limited to some resources, or defers changes',
    why: 'Terraform will do more than the plan shows',
    remedy: 'create a plan without errors and without -target, and review that',
  }),
  planAction: high('plan-action-unknown', {
    finds: 'an action in a saved plan that the review does not know, or that Terraform runs in addition to its changes',
    why: 'its effect on backups and access is unknown',
    remedy: 'read the plan with terraform show',
  }),
  updateNotShown: medium('update-not-shown', {
    finds: 'an update without a difference that the saved plan shows',
    why: 'only attributes that AWS computes differ, or whether a value is sensitive',
    remedy: 'read the plan with terraform show',
  }),
  imports: medium('import-changed', {
    finds: 'other resources to import',
    why: 'Terraform changes whatever differs from the configuration when it imports them',
    remedy: 'read the plan',
  }),
  importsUnchanged: low('import-unchanged', {
    finds: 'an existing resource that a saved plan imports as it is',
    why: 'Terraform manages it from now on; nothing changes in AWS',
    remedy: 'no action needed',
  }),
  importsReplaced: critical('import-replaced', {
    finds: 'an existing resource that a saved plan imports and replaces',
    why: 'Terraform destroys what exists, with its contents, and creates another one',
    remedy: 'correct the arguments that force the replacement, or remove the import',
  }),
};
