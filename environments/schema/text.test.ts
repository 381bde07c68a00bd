import { textsOf } from '../../testing/schema-texts';
import { environmentFields } from './environment';
import { organizationFields } from './organization';
import { checkOf } from './text';

test.each([
  ['an environment', environmentFields],
  ['the organization', organizationFields],
])('every text of %s has a check, or names the rules as its check', (_, schema) => {
  const texts = textsOf(schema);
  expect(texts.length).toBeGreaterThan(40);
  expect(texts.filter((text) => !checkOf(text.schema)).map(({ place }) => place)).toEqual([]);
});
