/** What something costs and what is left of the risk; less of both is better. */
export interface Offer {
  readonly price: number;
  readonly risk: number;
}

/** Whether nothing else is as good in both and better in one. Equal offers are on the front together. */
export function paretoFront(offers: readonly Offer[]): boolean[] {
  return offers.map(
    ({ price, risk }) =>
      !offers.some((other) => other.price <= price && other.risk <= risk && (other.price < price || other.risk < risk)),
  );
}
