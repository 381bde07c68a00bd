import { defineContract } from '../../modules/core/contract';

/** The topics that report failures: one for each region of the environment. */
export const notificationsContract = defineContract('notifications', { topicArns: 'stringMap' });
