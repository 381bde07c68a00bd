import { bootstrap } from './bootstrap';
import { costs } from './costs';
import { derivedTexts } from './derived-texts';
import { endpoints } from './endpoints';
import type { EnvironmentRule } from './environment-rule';
import { existingResources } from './existing-resources';
import { identity } from './identity';
import { maintenanceWindow } from './maintenance-window';
import { names } from './names';
import { notifications } from './notifications';
import { plans } from './plans';
import { quotas } from './quotas';
import { regionSettings } from './region-settings';
import { roleBoundary } from './role-boundary';
import { schedules } from './schedules';
import { selections } from './selections';
import { ssmBackup } from './ssm-backup';
import { tags } from './tags';
import { vaults } from './vaults';

/** Every rule for an environment, in the order of the settings in its file. */
export const ENVIRONMENT_RULES: readonly EnvironmentRule[] = [
  identity,
  bootstrap,
  roleBoundary,
  existingResources,
  tags,
  notifications,
  endpoints,
  derivedTexts,
  names,
  vaults,
  regionSettings,
  schedules,
  plans,
  selections,
  quotas,
  maintenanceWindow,
  ssmBackup,
  costs,
];
