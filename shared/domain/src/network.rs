//! Network addresses, as far as they may be kept.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The network that an address lies in, coarse enough to tell "school" from "home" and no more: the first 24 bits of IPv4, the first 48 of
/// IPv6, which is what a provider gives to one connection. `None` for what is no address.
pub fn coarse(address: &str) -> Option<String> {
    match address.trim().parse::<IpAddr>().ok()?.to_canonical() {
        IpAddr::V4(address) => Some(format!("{}/24", Ipv4Addr::from_bits(address.to_bits() & (u32::MAX << 8)))),
        IpAddr::V6(address) => Some(format!("{}/48", Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 80)))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_address_only_its_network_is_kept() {
        assert_eq!(coarse(" 203.0.113.77 ").as_deref(), Some("203.0.113.0/24"));
        assert_eq!(coarse("2001:db8:1:2:3:4:5:6").as_deref(), Some("2001:db8:1::/48"));
        assert_eq!(coarse("::ffff:203.0.113.77").as_deref(), Some("203.0.113.0/24"));
        assert_eq!(coarse("<script>"), None);
    }
}
