import { memberFailureMessages } from '../../domain/notifications/failure-messages';
import { topicTexts } from '../rules/derived-texts';
import { endpoints } from '../rules/endpoints';
import { recipientFindings } from '../rules/notifications';
import type { OrganizationRule } from './organization-rule';

/** Notifications of failures in every account: the rules of an environment's notifications (M6). */
export const notificationRules: OrganizationRule = ({ region, notifications }) => {
  if (!notifications) return [];
  const configured = { region, notifications };
  return [
    ...recipientFindings(notifications.subscriptions, memberFailureMessages()),
    ...endpoints(configured),
    ...topicTexts(configured),
  ];
};
