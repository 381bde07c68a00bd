import { critical, high, type Judge, low, medium } from '../changes/rule';

/** Rules for resources of any type. */
export const GENERAL = {
  unclassified: medium('unclassified', {
    finds: 'a change that no rule covers',
    why: 'its effect on backups and access is unknown',
    remedy: 'review it manually, and add a rule for it',
  }),
  hidden: high('value-hidden', {
    finds: 'a block that a saved plan does not show, because it is sensitive or known only after the apply',
    why: 'no rule can judge it',
    remedy: 'apply what it depends on first, and create the plan again',
  }),
  access: high('access-unclassified', {
    finds:
      'a change that no rule covers, of something that grants access, such as an inline policy, a function URL, a share or an ACL',
    why: 'someone else may have access, and no rule knows to what',
    remedy: 'review it manually; use the policies of roles, vaults, keys and topics instead',
  }),
  publicAccess: high('public-access', {
    finds: 'something that is open to everyone, or to the whole internet',
    why: 'anyone can read it, or use it, without an account of yours',
    remedy: 'name the accounts, services or addresses that need it',
  }),
  program: high('program-runs', {
    finds: 'a provisioner or an external data source',
    why: 'Terraform runs a program of the configuration, with the credentials of the deployment',
    remedy: 'use a resource instead',
  }),
  instances: high('instances-changed', {
    finds: 'another count or for_each of a resource',
    why: 'Terraform destroys the instances that it no longer lists, and creates others',
    remedy: 'keep the instances, or add `moved` blocks for them',
  }),
  forgotten: high('resource-forgotten', {
    finds: 'a `removed` block',
    why: 'Terraform forgets the resource and leaves it in AWS, unmanaged, or destroys it',
    remedy: 'keep the resource, or check that someone else manages it',
  }),
  added: medium('resource-added', {
    finds: 'a new resource',
    why: 'Terraform creates it in the account',
    remedy: 'check that you want it in every environment listed',
  }),
  removed: medium('resource-removed', {
    finds: 'a removed resource of a minor type',
    why: 'Terraform destroys it',
    remedy: 'check that nothing uses it',
  }),
  replaced: medium('resource-replaced', {
    finds: 'an argument that the provider cannot update in place',
    why: 'the provider destroys the resource and creates another one: for a short time there is none, and generated values such as IDs change',
    remedy: 'keep the argument, or check that nothing depends on the old resource',
  }),
  moved: medium('address-changed', {
    finds: 'an unchanged resource at a new address',
    why: 'Terraform destroys the resource and creates it again',
    remedy:
      'add a `moved` block from the old address to the new one, or keep the name that the address is derived from',
  }),
  protectedMoved: critical('protected-address-changed', {
    finds: 'a vault, key or organization policy at a new address',
    why: 'prevent_destroy disappears with the old block, so Terraform destroys the resource that it protected',
    remedy:
      'add a `moved` block from the old address to the new one, or keep the name that the address is derived from',
  }),
  preventDestroyOff: critical('prevent-destroy-off', {
    finds: 'prevent_destroy removed',
    why: 'the next change that replaces or removes the resource destroys its contents',
    remedy: 'restore prevent_destroy; remove a resource on purpose in a separate change',
  }),
  protectionAdded: low('protection-added', {
    finds: 'prevent_destroy added, force_destroy disabled, or public access blocked',
    why: 'the resource is harder to destroy by mistake, or to access from outside',
    remedy: 'no action needed',
  }),
  protectionChanged: medium('protection-changed', {
    finds: 'a key that is enabled, rotated, or deleted later, or a bucket with other versioning settings',
    why: 'existing data stays readable; keys and old object versions cost a little more',
    remedy: 'no action needed',
  }),
  lifecycle: medium('lifecycle-changed', {
    finds: 'another lifecycle setting, such as ignore_changes',
    why: 'Terraform may ignore changes, or make them in another order',
    remedy: 'check that Terraform still corrects drift where it should',
  }),
  order: medium('order-loosened', {
    finds: 'a resource that no longer depends on another one that still exists',
    why: 'Terraform may create it too early: a policy attached before its vault exists cannot run',
    remedy: 'keep depends_on complete',
  }),
  importLosesAccess: critical('import-loses-access', {
    finds: 'a policy, trust policy or attachment of an imported resource that allows less than before the import',
    why: 'the resource was not managed here so far: others may need the access that this apply takes away',
    remedy: 'add the statements to the configuration, or refer to the resource by its ARN instead of importing it',
  }),
  policyOverwritten: critical('import-overwrites-policy', {
    finds: 'a new policy of a resource that the same plan imports',
    why: 'the resource may have a policy already: this one replaces it, and the plan does not show what is lost',
    remedy: 'import the policy too, or accept the finding if the resource has none',
  }),
  noEffect: low('no-effect', {
    finds: 'a description, a display name, a `moved` block, or a dependency on resources that no longer exist',
    why: 'backups and access stay the same',
    remedy: 'no action needed',
  }),
  policyRewritten: low('policy-rewritten', {
    finds: 'a policy that is written differently but allows the same',
    why: 'no one gains or loses access',
    remedy: 'no action needed',
  }),
  wrongAccount: high('other-account', {
    finds: 'a resource that moves to another account because its provider changes',
    why: 'Terraform destroys it here and creates it there, without its contents',
    remedy: 'keep the provider, or move the resource in a separate change',
  }),
  regionChanged: high('region-changed', {
    finds: 'a resource that moves to another region',
    why: 'the provider destroys it in one region and creates it in the other, without its contents',
    remedy: 'keep the region, and add a second resource for the new one',
  }),
  ownerTags: high('owner-tag-changed', {
    finds: 'another value of a tag that identifies the resource as one of these stacks, or none',
    why: 'the apply role may change only resources with these tags: its next apply fails',
    remedy: 'restore the tag manually',
  }),
  tags: low('tags-changed', {
    finds: 'other tags',
    why: 'reports and cost allocation use them; no backup selection does',
    remedy: 'check that nothing selects by the old tags',
  }),
};

/** The default tags that stacks always set. */
const OWNER_TAGS: ReadonlySet<string | undefined> = new Set(['Environment', 'ManagedBy', 'Service', 'Stack']);

/** Tags of a type whose permissions depend on them. A resource that had none is new to these stacks. */
export const ownerTag: Judge = ({ path, before }) =>
  OWNER_TAGS.has(path[1]) && before !== undefined ? GENERAL.ownerTags : GENERAL.tags;
