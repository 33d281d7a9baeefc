/** How metrics of clouds of points read the data of a system. */
export interface PointView<Truth, Data> {
  /** The samples, row-major, one point after the other; every point counts the same. */
  pointsOf(data: Data): Float64Array;
  /** Coordinates of a point. */
  dimensionOf(truth: Truth): number;
}
