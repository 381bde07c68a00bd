import type { Rule } from '../rule';

export const SETTING_RULES = {
  optInOff: {
    name: 'opt-in-off',
    severity: 'high',
    finds: 'a resource type that AWS Backup is no longer to back up in a region',
    why: 'plans skip resources of that type silently',
    remedy: 'keep the opt-in of every type that some plan selects',
  },
  optInOn: {
    name: 'opt-in-on',
    severity: 'medium',
    finds: 'a resource type that AWS Backup is now to back up in a region',
    why: 'plans that select such resources begin to back them up, which costs',
    remedy: 'see which plans select them',
  },
  management: {
    name: 'resource-management-changed',
    severity: 'medium',
    finds: 'a resource type that AWS Backup manages fully, or no longer does',
    why: 'full management brings keys and ARNs of AWS Backup for its recovery points',
    remedy: 'see that restores and copies of that type still work',
  },
  settingsRemoved: {
    name: 'region-settings-removed',
    severity: 'high',
    finds: 'the opt-in of a region that nobody looks after any more',
    why: 'AWS keeps what is set, but nothing notices when somebody switches a type off',
    remedy: 'keep the settings of every region with a plan',
  },
  globalOff: {
    name: 'global-setting-off',
    severity: 'high',
    finds: 'cross-account backup, multi-party approval or delegated administration switched off',
    why: 'copies to other accounts fail, or recovery is no longer guarded as it was',
    remedy: 'keep it on',
  },
  globalOn: {
    name: 'global-setting-on',
    severity: 'medium',
    finds: 'cross-account backup, multi-party approval or delegated administration switched on',
    why: 'further accounts may receive copies, or act for the organization',
    remedy: 'see that it is meant',
  },
} as const satisfies Readonly<Record<string, Rule>>;
