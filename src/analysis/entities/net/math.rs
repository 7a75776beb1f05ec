//! Squashing functions without a mathematics library: the same to the bit on every machine.

use pulp::{Arch, Simd, WithSimd};

/// A rational function near tanh; exactly ±1 from ±3 on.
#[inline]
pub fn tanh(x: f32) -> f32 {
    let x = x.clamp(-3.0, 3.0);
    let square = x * x;
    x * (27.0 + square) / (27.0 + 9.0 * square)
}

/// The slope of [`tanh`].
pub fn tanh_slope(x: f32) -> f32 {
    let square = (x * x).min(9.0);
    let (above, below) = (9.0 - square, 3.0 + square);
    above * above / (9.0 * below * below)
}

/// Steps in one, of what is said to the gates.
const STEPS: f32 = 24.0;

/// A number in steps, cut at ±5.2: where it is added to others, and then squashed, more does not
/// count.
#[inline]
pub fn steps(x: f32) -> i8 {
    // A float of this size has no room for less than ones: its low bits are the rounded number.
    let shifted = (x * STEPS).clamp(-127.0, 127.0) + 12_582_912.0;
    u8::try_from(shifted.to_bits() & 0xff).unwrap_or_default().cast_signed()
}

/// What so many steps are.
#[inline]
pub fn of_steps(steps: i16) -> f32 {
    f32::from(steps) * (1.0 / STEPS)
}

/// Loops over numbers that [`widely`] runs. What it calls must be inlined.
pub trait Work {
    fn work<S: Simd>(self, simd: S);
}

/// Does `work` with the widest registers that the processor has. The result is the same to the bit:
/// nothing is added in another order.
pub fn widely(work: impl Work) {
    Arch::new().dispatch(Wide(work));
}

struct Wide<W>(W);

impl<W: Work> WithSimd for Wide<W> {
    type Output = ();

    #[expect(clippy::inline_always, reason = "inlined, it is compiled for wide registers")]
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        self.0.work(simd);
    }
}

/// Near the logistic function.
#[inline]
pub fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

pub fn sigmoid_slope(x: f32) -> f32 {
    0.25 * tanh_slope(0.5 * x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_in_steps_is_the_number() {
        for x in [0.0, 0.25, -1.5, 5.0, -5.0, 1e-5, 2.7] {
            assert!((of_steps(i16::from(steps(x))) - x).abs() <= 0.5 / STEPS, "{x}");
        }
        assert_eq!((steps(1e9), steps(-1e9)), (127, -127));
    }
}
