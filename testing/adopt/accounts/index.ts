import type { ForeignAccount } from './account';
import { awsCreated } from './aws-created';
import { cloudFormation } from './cloudformation';
import { consoleAccount } from './console';
import { landingZone } from './landing-zone';
import { serviceProvider } from './service-provider';
import { terraformModule } from './terraform-module';

/**
 * Six accounts that were designed without knowledge of how adopt works.
 *
 * @param customers of the service provider
 */
export const unseenAccounts = (customers: number): readonly ForeignAccount[] => [
  terraformModule,
  consoleAccount,
  landingZone,
  serviceProvider(customers),
  awsCreated,
  cloudFormation,
];
