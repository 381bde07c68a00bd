import { App, Testing, type TerraformStack } from 'cdktf';
import fc from 'fast-check';

import { withoutTokenTraces } from '../../cli/synth/without-token-traces';
import { MEMBER_APPLY_ROLE, MEMBER_PLAN_ROLE } from '../../domain/baseline/names';
import { parsedTemplate } from '../../domain/baseline/template-names';
import { completeOrganization, type Organization } from '../../environments/organization/organization';
import { organizationFields } from '../../environments/schema/organization';
import { baselines, type GeneratedBaseline, MEMBERS, organizationWith } from '../../testing/baseline/baselines';
import { templateView } from '../../testing/baseline/template-view';
import { terraformView } from '../../testing/baseline/terraform-view';
import type { Block } from '../../testing/synthesized';
import { OrganizationsStack } from '../organizations/stack';
import { OrganizationsMembersStack } from './stack';

const parsed = (baseline: GeneratedBaseline, rollout: 'providers' | 'stack-set'): Organization =>
  completeOrganization(organizationFields.parse(organizationWith(baseline, rollout)));

function jsonOf(
  Stack: new (app: App, organization: Organization) => TerraformStack,
  organization: Organization,
): Block {
  return JSON.parse(withoutTokenTraces(() => Testing.synth(new Stack(new App({ stackTraces: false }), organization))));
}

/** Both rollouts of a baseline. */
function rollouts(baseline: GeneratedBaseline) {
  const terraform = jsonOf(OrganizationsStack, parsed(baseline, 'providers'));
  const members = jsonOf(OrganizationsMembersStack, parsed(baseline, 'stack-set'));
  const [set] = Object.values<Block>(members['resource'].aws_cloudformation_stack_set);
  return { terraform, template: parsedTemplate(set?.['template_body']), regions: set?.['operation_preferences'] };
}

test('M3 both rollouts create the same in every member and region', () => {
  fc.assert(
    fc.property(baselines, (baseline) => {
      const { terraform, template, regions } = rollouts(baseline);
      const [home, ...others] = regions.region_order;
      expect([home, ...others].toSorted()).toEqual(baseline.regions.toSorted());
      for (const account of MEMBERS) {
        for (const region of baseline.regions) {
          const place = { account, region };
          const byTemplate = templateView(JSON.stringify(template), place);
          const byTerraform = terraformView(terraform, { ...place, organizationId: 'o-exampleorg1' });
          // Terraform applies nothing in the members of a StackSet.
          const roles = byTerraform.roles.filter(({ name }) => name !== MEMBER_APPLY_ROLE);
          const reads = roles.filter(({ name }) => name === MEMBER_PLAN_ROLE);
          expect(reads).toHaveLength(baseline.planRole === undefined ? 0 : 1);
          expect(byTerraform.roles).toHaveLength(roles.length + reads.length);
          expect(byTemplate).toEqual({ ...byTerraform, roles: region === home ? roles : [] });
        }
      }
    }),
    { numRuns: 25 },
  );
});

test('M1 every resource of every template is retained, and the template names no account but those of copies', () => {
  fc.assert(
    fc.property(baselines, (baseline) => {
      const { template } = rollouts(baseline);
      for (const resource of Object.values(template.Resources ?? {})) {
        expect([resource.DeletionPolicy, resource.UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
      }
      const members = MEMBERS.filter((account) => !baseline.copyTo.includes(account));
      for (const account of members) expect(JSON.stringify(template)).not.toContain(account);
    }),
    { numRuns: 10 },
  );
});
