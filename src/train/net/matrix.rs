//! Products of matrices, row by row, in a fixed order of addition.

/// Columns that are worked on at once; the number of columns is a multiple of it.
const WIDTH: usize = 16;

/// Rows that are worked on at once.
const HEIGHT: usize = 4;

/// Adds to `sums` (rows × `columns`) the product of `left` (rows × `inner`) and `right` (`inner` ×
/// `columns`).
pub fn add_product(sums: &mut [f32], left: &[f32], right: &[f32], inner: usize, columns: usize) {
    let mut left = left.chunks(inner * HEIGHT);
    for sums in sums.chunks_mut(columns * HEIGHT) {
        let Some(left) = left.next() else { return };
        let rows: [&[f32]; HEIGHT] =
            std::array::from_fn(|row| left.get(row * inner..(row + 1) * inner).unwrap_or_default());
        for start in (0..columns).step_by(WIDTH) {
            let tile = tile(rows, right, start, columns);
            for (row, tile) in sums.chunks_mut(columns).zip(tile) {
                for (sum, value) in row.iter_mut().skip(start).zip(tile) {
                    *sum += value;
                }
            }
        }
    }
}

fn tile(
    rows: [&[f32]; HEIGHT],
    right: &[f32],
    start: usize,
    columns: usize,
) -> [[f32; WIDTH]; HEIGHT] {
    let mut sums = [[0.0; WIDTH]; HEIGHT];
    let [a, b, c, d] = rows;
    let full = !d.is_empty();
    for (at, line) in right.chunks_exact(columns).enumerate() {
        let Some(line) = line.get(start..).and_then(|l| l.first_chunk::<WIDTH>()) else { break };
        let values = if full {
            [a[at], b[at], c[at], d[at]]
        } else {
            rows.map(|row| row.get(at).copied().unwrap_or_default())
        };
        for (sums, value) in sums.iter_mut().zip(values) {
            for (sum, weight) in sums.iter_mut().zip(line) {
                *sum += value * weight;
            }
        }
    }
    sums
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
        add_product(&mut sums, &left, &right, 2, 16);
        for (row, sums) in sums.chunks(16).enumerate() {
            for (column, sum) in (0u8..).zip(sums) {
                let (row, column) = (f32::from(u8::try_from(row).unwrap()), f32::from(column));
                assert!((sum - (row * column + 16.0 + column + 0.5)).abs() < 1e-4);
            }
        }
        assert_eq!(turned(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 3), [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
    }
}
