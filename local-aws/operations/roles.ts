import { GetRoleCommand, IAMClient, UpdateRoleCommand } from '@aws-sdk/client-iam';

import { FORWARD, type Operation } from '../operation';

export const ROLES: readonly Operation<object>[] = [
  {
    // moto removes a description that the request does not contain.
    action: 'iam:UpdateRole',
    page: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html',
    answer: async ({ input: { RoleName, Description, MaxSessionDuration }, moto }) => {
      if (Description !== undefined) return FORWARD;
      const iam = new IAMClient(moto);
      try {
        const found = await iam.send(new GetRoleCommand({ RoleName })).catch(() => undefined);
        // moto answers that the role does not exist.
        if (!found?.Role) return FORWARD;
        const duration = MaxSessionDuration === undefined ? {} : { MaxSessionDuration: Number(MaxSessionDuration) };
        await iam.send(new UpdateRoleCommand({ RoleName, Description: found.Role.Description, ...duration }));
        return {};
      } finally {
        iam.destroy();
      }
    },
  },
];
