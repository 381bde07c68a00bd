import type { Operation, Paged } from '../operation';
import { ASSUME_ROLE } from './assume-role';
import { AUTOMATION_EXECUTIONS, emptyAutomationExecutions } from './automation-executions';
import { BACKUP_JOBS, emptyBackupJobs } from './backup-jobs';
import { BACKUP_PLANS, emptyBackupPlans } from './backup-plans';
import { BACKUP_SELECTIONS } from './backup-selections';
import { BACKUP_SETTINGS, emptyBackupSettings } from './backup-settings';
import { BACKUP_TAGS } from './backup-tags';
import { BACKUP_VAULT_LOCK } from './backup-vault-lock';
import { BACKUP_VAULT_SETTINGS } from './backup-vault-settings';
import { BACKUP_VAULTS, emptyBackupVaults } from './backup-vaults';
import { BUCKET_POLICIES, emptyBucketPolicies } from './bucket-policies';
import { CONFIG_AGGREGATORS, emptyConfigAggregators } from './config-aggregators';
import { DELEGATED_ADMINISTRATORS, emptyDelegatedAdministrators } from './delegated-administrators';
import { DESCRIBED_RESOURCES, emptyDescribedResources } from './described-resources';
import { emptyEventSourceMappings, EVENT_SOURCE_MAPPINGS } from './event-source-mappings';
import { EVENT_INVOKE_CONFIGS } from './event-invoke-configs';
import { emptyFunctionSettings, FUNCTION_SETTINGS } from './function-settings';
import { emptyInstanceInformation, INSTANCE_INFORMATION } from './instance-information';
import { MAINTENANCE_WINDOW_TAGS } from './maintenance-window-tags';
import { emptyMaintenanceWindows, MAINTENANCE_WINDOWS } from './maintenance-windows';
import { emptyOrganizationPolicies, ORGANIZATION_POLICIES } from './organization-policies';
import { ORGANIZATION_RESOURCE_POLICY } from './organization-resource-policy';
import { emptyOrganizations, ORGANIZATIONS } from './organizations';
import { PROTECTED_RESOURCES } from './protected-resources';
import { emptyRecoveryPointDeletion, RECOVERY_POINT_DELETION } from './recovery-point-deletion';
import { emptyRecoveryPoints, RECOVERY_POINTS } from './recovery-points';
import { emptyRestoreJobs, RESTORE_JOBS } from './restore-jobs';
import { ROLES } from './roles';
import { emptySchedules, SCHEDULES } from './schedules';
import { emptyPassRole, PASS_ROLE } from './simulate-principal-policy';
import { STACK_SET_INSTANCES } from './stack-set-instances';
import { STACK_SET_OPERATIONS } from './stack-set-operations';
import { emptyStackSets } from './stack-set-state';
import { STACK_SETS } from './stack-sets';
import { emptySubscriptions, SUBSCRIPTIONS } from './subscriptions';

/** The state of the services that moto lacks. Tests write it. */
export function emptyState() {
  const paged: Paged = { pageSize: 2 };
  return {
    ...paged,
    ...emptyAutomationExecutions(),
    ...emptyBackupJobs(),
    ...emptyBackupPlans(),
    ...emptyBackupSettings(),
    ...emptyBackupVaults(),
    ...emptyBucketPolicies(),
    ...emptyConfigAggregators(),
    ...emptyDelegatedAdministrators(),
    ...emptyDescribedResources(),
    ...emptyEventSourceMappings(),
    ...emptyFunctionSettings(),
    ...emptyInstanceInformation(),
    ...emptyMaintenanceWindows(),
    ...emptyOrganizationPolicies(),
    ...emptyOrganizations(),
    ...emptyPassRole(),
    ...emptyRecoveryPointDeletion(),
    ...emptyRecoveryPoints(),
    ...emptyRestoreJobs(),
    ...emptySchedules(),
    ...emptyStackSets(),
    ...emptySubscriptions(),
  };
}

export type StandInState = ReturnType<typeof emptyState>;

/** The operations that commands or Terraform call and moto lacks or answers wrongly. All others are forwarded to moto. */
export const OPERATIONS: readonly Operation<StandInState>[] = [
  ...ASSUME_ROLE,
  ...AUTOMATION_EXECUTIONS,
  ...BACKUP_JOBS,
  ...BACKUP_PLANS,
  ...BACKUP_SELECTIONS,
  ...BACKUP_SETTINGS,
  ...BACKUP_TAGS,
  ...BACKUP_VAULTS,
  ...BACKUP_VAULT_LOCK,
  ...BACKUP_VAULT_SETTINGS,
  ...BUCKET_POLICIES,
  ...CONFIG_AGGREGATORS,
  ...DELEGATED_ADMINISTRATORS,
  ...DESCRIBED_RESOURCES,
  ...EVENT_INVOKE_CONFIGS,
  ...EVENT_SOURCE_MAPPINGS,
  ...FUNCTION_SETTINGS,
  ...INSTANCE_INFORMATION,
  ...MAINTENANCE_WINDOWS,
  ...MAINTENANCE_WINDOW_TAGS,
  ...ORGANIZATIONS,
  ...ORGANIZATION_POLICIES,
  ...ORGANIZATION_RESOURCE_POLICY,
  ...PASS_ROLE,
  ...PROTECTED_RESOURCES,
  ...RECOVERY_POINTS,
  ...RECOVERY_POINT_DELETION,
  ...RESTORE_JOBS,
  ...ROLES,
  ...SCHEDULES,
  ...STACK_SETS,
  ...STACK_SET_INSTANCES,
  ...STACK_SET_OPERATIONS,
  ...SUBSCRIPTIONS,
];
