import { defineContract } from '../../modules/core/contract';

/** The topics that failures are told by: one for each region of the environment. */
export const notificationsContract = defineContract('notifications', { topicArns: 'stringMap' });
