import { leaving } from '../judges';
import type { TypeRules } from '../rule';
import { GENERAL } from '../general';
import { SETTING_RULES } from './setting-rules';

export const SETTING_TYPES: Readonly<Record<string, TypeRules>> = {
  aws_backup_region_settings: {
    added: GENERAL.added,
    removed: SETTING_RULES.settingsRemoved,
    attributes: {
      'resource_type_opt_in_preference/*': leaving(true, SETTING_RULES.optInOff, SETTING_RULES.optInOn),
      'resource_type_management_preference/*': SETTING_RULES.management,
    },
  },
  aws_backup_global_settings: {
    added: GENERAL.added,
    removed: SETTING_RULES.globalOff,
    attributes: { 'global_settings/*': leaving(true, SETTING_RULES.globalOff, SETTING_RULES.globalOn) },
  },
};
