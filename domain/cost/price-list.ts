import { groupedBy } from '../grouped-by';
import type { Meter } from './meters';
import type { Offer, Product } from './offer';

/** An offer, and the file that it is from. */
export interface OfferFile extends Offer {
  readonly file: string;
}

/** The price of one GB or GB-month, or why there is none. */
export type Price = { readonly price: number } | { readonly lacking: string };

/** The prices of several offer files. */
export class PriceList {
  readonly sources: readonly Omit<OfferFile, 'products'>[];
  /** More than one in files of several partitions. */
  readonly currencies: readonly string[];
  readonly #byRegion: ReadonlyMap<string, readonly Product[]>;
  readonly #known = new Map<string, Price>();

  constructor(offers: readonly OfferFile[]) {
    this.sources = offers.map(({ file, service, published }) => ({ file, service, published }));
    const products = offers.flatMap((offer) => offer.products);
    const prices = products.flatMap(({ dimensions }) => dimensions.map((dimension) => dimension.prices));
    this.currencies = [...new Set(prices.flatMap((byCurrency) => Object.keys(byCurrency)))];
    this.#byRegion = groupedBy(products, ({ region }) => region);
  }

  /** The only price for a meter. Several prices, and prices that depend on the volume, are none. */
  priceOf(meter: Meter): Price {
    const key = JSON.stringify(meter);
    const known = this.#known.get(key) ?? this.#find(meter);
    this.#known.set(key, known);
    return known;
  }

  #find({ service, usage, region, to }: Meter): Price {
    if (!this.sources.some((source) => source.service === service)) return { lacking: 'no file of this service' };
    if (usage === undefined) return { lacking: 'its usage type is not known here' };
    const products = (this.#byRegion.get(region) ?? []).filter(
      (product) =>
        product.service === service &&
        product.to === to &&
        (product.usage === usage || product.usage.endsWith(`-${usage}`)),
    );
    if (products.length === 0) return { lacking: 'not in the file' };
    if (products.some(({ dimensions }) => dimensions.length > 1)) return { lacking: 'the price depends on the volume' };
    const dimensions = products.flatMap((product) => product.dimensions);
    const other = dimensions.find(({ unit }) => !/^GB(?:-|$)/.test(unit));
    if (other) return { lacking: `the price is per ${other.unit}` };
    const [price, ...others] = new Set(dimensions.flatMap(({ prices }) => Object.values(prices)).map(Number));
    if (price === undefined || !Number.isFinite(price)) return { lacking: 'the file has no price' };
    return others.length > 0 ? { lacking: 'the file has several prices' } : { price };
  }
}
