import fc from 'fast-check';

import { DEFAULT_FILTER } from '../notifications/default-filter';
import { compareSubscriptions, type ConfiguredSubscription, type FoundSubscription } from './subscriptions';
import { differences } from '../../testing/differences';

const configured: ConfiguredSubscription = {
  label: 'https://example.com',
  protocol: 'https',
  endpoint: 'https://ann:secret@example.com/hook',
  deadLetterQueueArn: undefined,
};

const attributes = {
  filterPolicy: JSON.stringify(DEFAULT_FILTER),
  filterPolicyScope: undefined,
  redrivePolicy: undefined,
};

const found: FoundSubscription = { protocol: 'https', endpoint: 'https://ann:****@example.com/hook', attributes };

const compare = (one: ConfiguredSubscription, other: FoundSubscription) =>
  differences(compareSubscriptions('ap-northeast-1', [one], [other]));

test('N9 a subscription is recognised though SNS hides the password', () => {
  expect(compare(configured, found)).toEqual([]);
});

test('N9 no difference shows the address of a webhook', () => {
  expect(compare(configured, { ...found, endpoint: 'https://example.com/other-secret' })).toEqual([
    'different subscription https://example.com subscription: confirmed | none',
    'different subscription https subscription: none | an address not configured',
  ]);
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true }), fc.boolean(), (endpoint, confirmed) => {
      const other = { ...found, endpoint: `${endpoint}/secret`, attributes: confirmed ? attributes : undefined };
      const texts = JSON.stringify(compareSubscriptions('ap-northeast-1', [configured], [other]));
      expect(texts).not.toContain('secret');
    }),
  );
});

test('N9 a subscription without a filter differs from one with a filter, both ways', () => {
  const without = { ...found, attributes: { ...attributes, filterPolicy: undefined } };
  expect(compare(configured, without)).toEqual([expect.stringMatching(/filter: \{"State".*\} \| none$/)]);
  expect(compare({ ...configured, filter: 'none' }, found)).toEqual([
    expect.stringMatching(/filter: none \| \{"State"/),
  ]);
  expect(compare({ ...configured, filter: 'none' }, without)).toEqual([]);
});

test('X1 lists subscriptions that are not managed, and still compares those that are configured', () => {
  const email = { ...found, protocol: 'email', endpoint: 'a@example.com' };
  const other = { ...found, endpoint: 'https://example.com/other-secret' };
  const compareAll = (...all: FoundSubscription[]) =>
    differences(compareSubscriptions('ap-northeast-1', [configured], all, 'unmanaged'));
  expect(compareAll(found, email, other)).toEqual([
    'not compared subscription email subscription: unmanaged | a@example.com',
    'not compared subscription https subscription: unmanaged | an address not configured',
  ]);
  expect(compareAll()).toEqual(['different subscription https://example.com subscription: confirmed | none']);
});
