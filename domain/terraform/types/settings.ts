import { leaving } from '../changes/judges';
import { high, medium } from '../changes/rule';
import { NO_RESOURCES } from '../permission';
import { type Concern, terraformType } from '../terraform-type';

const RULES = {
  optInOff: high('opt-in-off', {
    finds: 'a resource type that AWS Backup no longer backs up in a region',
    why: 'plans silently skip resources of that type',
    remedy: 'keep the opt-in of every type that a plan selects',
  }),
  optInOn: medium('opt-in-on', {
    finds: 'a resource type that AWS Backup starts to back up in a region',
    why: 'plans that select such resources start to back them up, which costs money',
    remedy: 'check which plans select them',
  }),
  management: medium('resource-management-changed', {
    finds: 'full AWS Backup management enabled or disabled for a resource type',
    why: 'recovery points under full management have their own keys and ARNs',
    remedy: 'check that restores and copies of that type still work',
  }),
  settingsRemoved: high('region-settings-removed', {
    finds: 'opt-in settings of a region that Terraform no longer manages',
    why: 'AWS keeps the settings, but no one notices when a type is disabled',
    remedy: 'keep the settings of every region with a plan',
  }),
  globalOff: high('global-setting-off', {
    finds: 'cross-account backup, multi-party approval or delegated administration disabled',
    why: 'copies to other accounts fail, or recovery is less protected',
    remedy: 'keep it enabled',
  }),
  globalOn: medium('global-setting-on', {
    finds: 'cross-account backup, multi-party approval or delegated administration enabled',
    why: 'more accounts can receive copies, or act for the organization',
    remedy: 'check that you want it',
  }),
};

/** Settings of AWS Backup have no ARN. */
const arn = (): string => '*';

export const SETTINGS: Concern = {
  title: 'Settings',
  rules: Object.values(RULES),
  types: [
    terraformType('aws_backup_region_settings', {
      importId: '{region}',
      arn,
      permissionSet: 'vaults',
      actions: {
        create: ['backup:UpdateRegionSettings'],
        read: ['backup:DescribeRegionSettings'],
        update: [],
        destroy: [],
      },
      replacedBy: [],
      unscoped: { 'backup:UpdateRegionSettings': NO_RESOURCES },
      removed: RULES.settingsRemoved,
      changes: {
        'resource_type_opt_in_preference/*': leaving(true, RULES.optInOff, RULES.optInOn),
        'resource_type_management_preference/*': RULES.management,
      },
    }),
    terraformType('aws_backup_global_settings', {
      importId: '{account}',
      arn,
      permissionSet: 'organization',
      actions: {
        create: ['backup:UpdateGlobalSettings'],
        read: ['backup:DescribeGlobalSettings'],
        update: [],
        destroy: [],
      },
      replacedBy: [],
      unscoped: { 'backup:UpdateGlobalSettings': NO_RESOURCES },
      removed: RULES.globalOff,
      changes: { 'global_settings/*': leaving(true, RULES.globalOff, RULES.globalOn) },
    }),
  ],
};
