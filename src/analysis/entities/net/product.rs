//! Products of matrices, row by row, in a fixed order of addition. For training and for tagging.

use pulp::Simd;

use super::math::{Work, widely};

/// Rows that are worked on at once.
const HEIGHT: usize = 4;

/// The right side of a product, its columns packed as they are worked on.
#[derive(Debug)]
pub struct Matrix {
    /// Strips of two registers' width, each from the first row to the last.
    strips: Vec<f32>,
    rows: usize,
    columns: usize,
}

impl Matrix {
    /// Of rows of so many columns: a multiple of 16, which strips of any machine divide.
    pub fn new(all: &[f32], columns: usize) -> Self {
        let mut matrix = Self { strips: Vec::new(), rows: all.len() / columns, columns };
        widely(Pack { all, matrix: &mut matrix });
        matrix
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Adds to `sums` (so many rows of [`Matrix`]'s columns) the product of `left` and the matrix.
    pub fn add_product(&self, sums: &mut [f32], left: &[f32]) {
        widely(Product { sums, left, right: self });
    }
}

struct Pack<'a> {
    all: &'a [f32],
    matrix: &'a mut Matrix,
}

impl Work for Pack<'_> {
    fn work<S: Simd>(self, _: S) {
        let Self { all, matrix } = self;
        let width = 2 * S::F32_LANES;
        matrix.strips.reserve_exact(all.len());
        for start in (0..matrix.columns).step_by(width) {
            for row in all.chunks_exact(matrix.columns) {
                matrix.strips.extend(row.iter().skip(start).take(width));
            }
        }
    }
}

struct Product<'a> {
    sums: &'a mut [f32],
    left: &'a [f32],
    right: &'a Matrix,
}

impl Work for Product<'_> {
    #[expect(clippy::inline_always, reason = "inlined, it is compiled for wide registers")]
    #[inline(always)]
    fn work<S: Simd>(self, simd: S) {
        let Self { sums, left, right } = self;
        let mut left = left.chunks(right.rows * HEIGHT);
        for sums in sums.chunks_mut(right.columns * HEIGHT) {
            let Some(left) = left.next() else { return };
            let mut rows = left.chunks_exact(right.rows);
            let mut sums = sums.chunks_exact_mut(right.columns);
            if left.len() == HEIGHT * right.rows {
                let rows = std::array::from_fn(|_| rows.next().unwrap_or_default());
                let sums = std::array::from_fn(|_| sums.next().unwrap_or_default());
                four_rows(simd, sums, rows, right);
            } else {
                for (row, sums) in rows.zip(sums) {
                    one_row(simd, sums, row, right);
                }
            }
        }
    }
}

#[expect(clippy::inline_always, reason = "inlined, it is compiled for wide registers")]
#[inline(always)]
fn four_rows<S: Simd>(
    simd: S,
    sums: [&mut [f32]; HEIGHT],
    [a, b, c, d]: [&[f32]; HEIGHT],
    right: &Matrix,
) {
    let strips = right.strips.chunks_exact(2 * S::F32_LANES * right.rows);
    let mut sums = sums.map(|sums| S::as_mut_simd_f32s(sums).0.as_chunks_mut::<2>().0.iter_mut());
    for strip in strips {
        let mut tile = [[simd.splat_f32s(0.0); 2]; HEIGHT];
        let (lines, _) = S::as_simd_f32s(strip).0.as_chunks::<2>();
        for ((((line, a), b), c), d) in lines.iter().zip(a).zip(b).zip(c).zip(d) {
            for (tile, value) in tile.iter_mut().zip([a, b, c, d]) {
                let value = simd.splat_f32s(*value);
                tile[0] = simd.add_f32s(tile[0], simd.mul_f32s(value, line[0]));
                tile[1] = simd.add_f32s(tile[1], simd.mul_f32s(value, line[1]));
            }
        }
        for (sums, tile) in sums.iter_mut().zip(tile) {
            let Some(sums) = sums.next() else { return };
            sums[0] = simd.add_f32s(sums[0], tile[0]);
            sums[1] = simd.add_f32s(sums[1], tile[1]);
        }
    }
}

#[expect(clippy::inline_always, reason = "inlined, it is compiled for wide registers")]
#[inline(always)]
fn one_row<S: Simd>(simd: S, sums: &mut [f32], row: &[f32], right: &Matrix) {
    let strips = right.strips.chunks_exact(2 * S::F32_LANES * right.rows);
    let (sums, _) = S::as_mut_simd_f32s(sums).0.as_chunks_mut::<2>();
    for (strip, sums) in strips.zip(sums) {
        let mut tile = [simd.splat_f32s(0.0); 2];
        let (lines, _) = S::as_simd_f32s(strip).0.as_chunks::<2>();
        for (line, value) in lines.iter().zip(row) {
            let value = simd.splat_f32s(*value);
            tile[0] = simd.add_f32s(tile[0], simd.mul_f32s(value, line[0]));
            tile[1] = simd.add_f32s(tile[1], simd.mul_f32s(value, line[1]));
        }
        sums[0] = simd.add_f32s(sums[0], tile[0]);
        sums[1] = simd.add_f32s(sums[1], tile[1]);
    }
}

/// Columns as rows.
pub fn turned(matrix: &[f32], columns: usize) -> Vec<f32> {
    let rows = matrix.len() / columns;
    let mut turned = vec![0.0; matrix.len()];
    for (at, row) in matrix.chunks_exact(columns).enumerate() {
        for (column, value) in row.iter().enumerate() {
            turned[column * rows + at] = *value;
        }
    }
    turned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_the_sum_over_the_inner_side() {
        let left: Vec<f32> = (0..5u8).flat_map(|r| [f32::from(r), 1.0]).collect();
        let right: Vec<f32> = (0..32u8).map(f32::from).collect();
        let mut sums = vec![0.5; 80];
        Matrix::new(&right, 16).add_product(&mut sums, &left);
        for (row, sums) in sums.chunks(16).enumerate() {
            for (column, sum) in (0u8..).zip(sums) {
                let (row, column) = (f32::from(u8::try_from(row).unwrap()), f32::from(column));
                assert!((sum - (row * column + 16.0 + column + 0.5)).abs() < 1e-4);
            }
        }
        assert_eq!(turned(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 3), [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
    }
}
