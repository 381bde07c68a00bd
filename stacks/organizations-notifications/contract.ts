import { defineContract } from '../../modules/core/contract';

/** The topic that reports failures of every account, in the management account. */
export const organizationNotificationsContract = defineContract('notifications', { topicArn: 'string' });
