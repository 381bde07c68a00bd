import type { Condition } from '../../../domain/automation/step';
import { tagValue } from './tag-steps';

/** The instance was running and its tag allows the stop: only then has the execution tried to stop it, and starts it. */
export const STOPPED_BY_US: Condition = {
  And: [
    { Variable: tagValue('BackupEC2StopStart'), StringEquals: 'true' },
    { Variable: '{{ readState.State }}', StringEquals: 'running' },
  ],
};
