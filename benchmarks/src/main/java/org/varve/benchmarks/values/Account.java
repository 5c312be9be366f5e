package org.varve.benchmarks.values;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** An entity with an id, a version and 15 columns of the usual types, of which one is null. */
@Entity
@Cache(usage = CacheConcurrencyStrategy.NONSTRICT_READ_WRITE)
public class Account {
    @Id private Long id;
    @Version private Integer version;
    @Column private String firstName;
    @Column private String lastName;
    @Column private String street;
    @Column private String city;
    @Column private String postalCode;
    @Column private String email;
    @Column private String remark;
    @Column private Long customerNumber;
    @Column private Integer loginCount;
    @Column private BigDecimal balance;
    @Column private BigDecimal creditLimit;
    @Column private LocalDate birthday;
    @Column private Instant created;
    @Column private Boolean active;
    @Column private Double rating;

    /** For Hibernate. */
    protected Account() {
    }

    /** Different for each {@code i}, always the same for the same. */
    Account(long i) {
        id = i;
        version = (int) (i % 7);
        firstName = "Firstname" + i % 500;
        lastName = "Lastname" + i % 5_000;
        street = i % 300 + " Long Winding Road";
        city = "Town " + i % 1_000;
        postalCode = String.valueOf(10_000 + i % 80_000);
        email = "someone." + i + "@example.org";
        customerNumber = 7_000_000_000L + i;
        loginCount = (int) (i % 2_000);
        balance = BigDecimal.valueOf(i % 1_000_000 + 5, 2);
        creditLimit = BigDecimal.valueOf(1_000 * (i % 50), 2);
        birthday = LocalDate.of(1960, 1, 1).plusDays(i % 18_000);
        created = Instant.ofEpochSecond(1_700_000_000L + i % 80_000_000, i % 1_000_000 * 1_000);
        active = i % 5 != 0;
        rating = i % 1_000 / 10.0;
    }
}
