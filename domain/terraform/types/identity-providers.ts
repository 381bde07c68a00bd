import { moreIsWorse } from '../changes/judges';
import { high } from '../changes/rule';
import { type Concern, terraformType } from '../terraform-type';

const RULES = {
  removed: high('identity-provider-removed', {
    finds: 'an identity provider that is removed or replaced',
    why: 'no workflow can assume a role of the account until it exists again',
    remedy: 'keep it; if others manage it from now on, write existing in the configuration',
  }),
  wider: high('identity-provider-wider', {
    finds: 'an identity provider that accepts tokens for other audiences, or with other certificates',
    why: 'it accepts tokens that were issued for another purpose',
    remedy: 'keep sts.amazonaws.com as the only audience',
  }),
};

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html */
export const IDENTITY_PROVIDERS: Concern = {
  title: 'Identity providers',
  rules: Object.values(RULES),
  types: [
    terraformType('aws_iam_openid_connect_provider', {
      importId: '{arn}',
      arn: ({ account, name }) => `arn:aws:iam::${account}:oidc-provider/${name}`,
      permissionSet: 'none',
      names: ({ identityProviders }) => identityProviders,
      actions: {
        create: ['iam:CreateOpenIDConnectProvider', 'iam:TagOpenIDConnectProvider'],
        read: ['iam:GetOpenIDConnectProvider'],
        update: ['iam:AddClientIDToOpenIDConnectProvider', 'iam:RemoveClientIDFromOpenIDConnectProvider'],
        destroy: ['iam:DeleteOpenIDConnectProvider'],
      },
      replacedBy: ['url'],
      removed: RULES.removed,
      replaced: RULES.removed,
      changes: {
        url: RULES.removed,
        client_id_list: moreIsWorse(RULES.wider, RULES.removed),
        thumbprint_list: RULES.wider,
      },
    }),
  ],
};
